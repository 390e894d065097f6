using TorchSharp;
using static TorchSharp.torch;

namespace DistributedDL.Bench.Networks;

/// <summary>Images as TorchSharp's convolutions take them: a view, so that torch keeps them channels-last.</summary>
internal sealed class ChannelsFirst() : nn.Module<Tensor, Tensor>("channels_first")
{
    public override Tensor forward(Tensor input) => input.permute(0, 3, 1, 2);
}
