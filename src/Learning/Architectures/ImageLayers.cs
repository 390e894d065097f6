using System.Text.Json.Nodes;
using DistributedDL.Contracts.Models;

namespace DistributedDL.Learning.Architectures;

/// <summary>Layers as data, in the order of calls.</summary>
internal sealed class ImageLayers(string activation)
{
    private readonly List<LayerSpec> _layers = [];

    public ArchitectureSpec After(IReadOnlyList<int> input) => new(input, _layers);

    public ImageLayers Conv(string name, int filters, int kernel, string padding, int stride = 1) =>
        Add("conv2d", name, new() { ["filters"] = filters, ["kernel"] = kernel, ["stride"] = stride, ["padding"] = padding, ["activation"] = activation });

    public ImageLayers Pool(string kind, string name, int pool, int stride) => Add(kind, name, new() { ["pool"] = pool, ["stride"] = stride });

    public ImageLayers Flatten() => Add("flatten", "flatten", []);

    public ImageLayers Dense(string name, int units) => Add("dense", name, new() { ["units"] = units, ["activation"] = activation });

    public ImageLayers Dropout(string name, double rate) => Add("dropout", name, new() { ["rate"] = rate });

    public ImageLayers Classes(string name, int classes) => Add("dense", name, new() { ["units"] = classes, ["activation"] = "softmax" });

    private ImageLayers Add(string kind, string name, JsonObject parameters)
    {
        _layers.Add(new LayerSpec(kind, name, parameters.ToJsonString()));
        return this;
    }
}
