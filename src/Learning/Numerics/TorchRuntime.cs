using DistributedDL.Learning.Native;
using TorchSharp;

namespace DistributedDL.Learning.Numerics;

/// <summary>Readies libtorch for the engine, once a process: natives loaded, and one intra-op thread, for the engine computes on the calling thread alone.</summary>
internal static class TorchRuntime
{
    private static readonly Lazy<bool> Ready = new(Start);

    public static void Require() => _ = Ready.Value;

    private static bool Start()
    {
        Libtorch.Load();
        torch.set_num_threads(1);
        return true;
    }
}
