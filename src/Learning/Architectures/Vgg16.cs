using DistributedDL.Contracts.Models;

namespace DistributedDL.Learning.Architectures;

/// <summary>Simonyan and Zisserman, 2015, configuration D, with Keras' names; 138,357,544 parameters on 224 × 224 × 3, 14,714,688 without the top.</summary>
internal sealed class Vgg16 : INamedArchitecture
{
    private static readonly (int Filters, int Convolutions)[] Blocks = [(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)];

    public string Name => "vgg-16";

    public ArchitectureSpec Make(NamedArchitectureOptions options)
    {
        var layers = new ImageLayers("relu");
        foreach (var (index, (filters, convolutions)) in Blocks.Index())
        {
            for (var i = 1; i <= convolutions; i++) layers.Conv($"block{index + 1}_conv{i}", filters, 3, "same");
            layers.Pool("max_pool", $"block{index + 1}_pool", 2, 2);
        }
        if (options.IncludeTop) layers.Flatten().Dense("fc1", 4096).Dense("fc2", 4096).Classes("predictions", options.Classes ?? 1000);
        return layers.After(options.Input ?? [224, 224, 3]);
    }
}
