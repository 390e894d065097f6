using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using Wire = DistributedDL.Client.Models;

namespace DistributedDL.Gateway.Models;

/// <summary>A network as data, between the wire and the grains. Whether layers exist and shapes fit is the grain's to say.</summary>
internal static class ArchitectureMapping
{
    private const int MaxDimensions = 8;
    private const int MaxLayers = 1_000;

    public static ArchitectureSpec ToContract(this Wire.ArchitectureSpec? spec, List<FieldViolation> violations)
    {
        if (spec is null)
        {
            violations.Add(new("architecture", "is missing"));
            return new ArchitectureSpec([], []);
        }
        if (spec.Input.Count is 0 or > MaxDimensions)
            violations.Add(new("architecture.input", $"has {spec.Input.Count} dimensions; it needs 1 to {MaxDimensions}, as in [28, 28]"));
        for (var i = 0; i < spec.Input.Count; i++)
            if (spec.Input[i] < 1) violations.Add(new($"architecture.input[{i}]", $"{spec.Input[i]} is below 1"));
        if (spec.Layers.Count == 0) violations.Add(new("architecture.layers", $"has 0 layers; it needs 1 to {MaxLayers}"));
        return new ArchitectureSpec([.. spec.Input], ToContract(spec.Layers, "architecture.layers", violations));
    }

    public static IReadOnlyList<LayerSpec> ToContract(IReadOnlyList<Wire.LayerSpec> layers, string field, List<FieldViolation> violations)
    {
        if (layers.Count > MaxLayers) violations.Add(new(field, $"has {layers.Count} layers; at most {MaxLayers}"));
        return layers.Select((layer, i) => layer.ToContract($"{field}[{i}]", violations)).ToList();
    }

    public static Wire.ArchitectureSpec ToWire(this ArchitectureSpec spec)
    {
        var architecture = new Wire.ArchitectureSpec { Input = { spec.Input } };
        architecture.Layers.AddRange(spec.Layers.Select(ToWire));
        return architecture;
    }

    public static Wire.LayerSpec ToWire(LayerSpec layer) =>
        new() { Kind = layer.Kind, Name = layer.Name ?? "", Parameters = StructJson.Read(layer.Parameters) };

    private static LayerSpec ToContract(this Wire.LayerSpec layer, string field, List<FieldViolation> violations)
    {
        if (layer.Kind.Length == 0) violations.Add(new($"{field}.kind", "is missing"));
        return new LayerSpec(layer.Kind, layer.Name.Length == 0 ? null : layer.Name, StructJson.Write(layer.Parameters, $"{field}.parameters", violations));
    }
}
