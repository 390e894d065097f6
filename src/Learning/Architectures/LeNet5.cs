using DistributedDL.Contracts.Models;

namespace DistributedDL.Learning.Architectures;

/// <summary>
/// LeCun, Bottou, Bengio and Haffner, 1998, as it is taught: mean pooling without parameters, all maps connected, softmax at the end; 61,706
/// parameters. Images of 28 × 28 are padded to the published 32 × 32 by the first layer.
/// </summary>
internal sealed class LeNet5 : INamedArchitecture
{
    public string Name => "lenet-5";

    public ArchitectureSpec Make(NamedArchitectureOptions options)
    {
        var input = options.Input ?? [32, 32, 1];
        var layers = new ImageLayers("tanh")
            .Conv("c1", 6, 5, input[0] < 32 || input[1] < 32 ? "same" : "valid").Pool("average_pool", "s2", 2, 2)
            .Conv("c3", 16, 5, "valid").Pool("average_pool", "s4", 2, 2);
        if (options.IncludeTop) layers.Conv("c5", 120, 5, "valid").Flatten().Dense("f6", 84).Classes("predictions", options.Classes ?? 10);
        return layers.After(input);
    }
}
