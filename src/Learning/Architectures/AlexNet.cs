using DistributedDL.Contracts.Models;

namespace DistributedDL.Learning.Architectures;

/// <summary>
/// Krizhevsky, Sutskever and Hinton, 2012, in one column instead of two on two devices, without local response normalization; 62,378,344
/// parameters on 227 × 227 × 3.
/// </summary>
internal sealed class AlexNet : INamedArchitecture
{
    public string Name => "alexnet";

    public ArchitectureSpec Make(NamedArchitectureOptions options)
    {
        var layers = new ImageLayers("relu")
            .Conv("conv1", 96, 11, "valid", stride: 4).Pool("max_pool", "pool1", 3, 2)
            .Conv("conv2", 256, 5, "same").Pool("max_pool", "pool2", 3, 2)
            .Conv("conv3", 384, 3, "same")
            .Conv("conv4", 384, 3, "same")
            .Conv("conv5", 256, 3, "same").Pool("max_pool", "pool5", 3, 2);
        if (options.IncludeTop)
        {
            layers.Flatten()
                .Dense("fc6", 4096).Dropout("dropout6", 0.5)
                .Dense("fc7", 4096).Dropout("dropout7", 0.5)
                .Classes("predictions", options.Classes ?? 1000);
        }
        return layers.After(options.Input ?? [227, 227, 3]);
    }
}
