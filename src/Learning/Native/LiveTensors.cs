using TorchSharp;

namespace DistributedDL.Learning.Native;

/// <summary>Tensors that this process holds and has not disposed.</summary>
public static class LiveTensors
{
    public static long Count => torch.Tensor.TotalCount;
}
