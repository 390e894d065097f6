using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Learning.Binding;
using DistributedDL.Learning.Layers;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Architectures;

/// <summary>
/// Puts the layers of a named architecture where its name stands as one layer, as in
/// <c>layers: [{ rescale: { factor: 0.0039 } }, { vgg-16: { top: false } }, global_average_pool, { dense: { units: 2 } }]</c>.
/// </summary>
public static class ArchitectureExpansion
{
    /// <returns>The architecture itself where it names none.</returns>
    /// <exception cref="InvalidArgumentException">A setting is unknown or out of bounds, or what comes before does not give an image.</exception>
    public static ArchitectureSpec Expand(ArchitectureSpec architecture)
    {
        if (!architecture.Layers.Any(layer => NamedArchitectures.Names.Contains(layer.Kind))) return architecture;
        var layers = new List<LayerSpec>();
        foreach (var (i, layer) in architecture.Layers.Index())
        {
            if (NamedArchitectures.Names.Contains(layer.Kind)) layers.AddRange(Layers(layer, $"layers[{i}]", Reached(architecture.Input, layers, layer.Kind)));
            else layers.Add(layer);
        }
        return new ArchitectureSpec(architecture.Input, layers);
    }

    private static IReadOnlyList<int> Reached(IReadOnlyList<int> input, List<LayerSpec> before, string name)
    {
        var shape = before.Count == 0 ? input : Network.Describe(new ArchitectureSpec(input, before))[^1].OutputShape;
        return shape.Count == 3 ? shape
            : throw new InvalidArgumentException("input", $"{name} gets {Shape.Show(shape)}; it takes an image, [height, width, channels]");
    }

    private static IReadOnlyList<LayerSpec> Layers(LayerSpec layer, string field, IReadOnlyList<int> input)
    {
        var violations = new List<FieldViolation>();
        if (layer.Name is not null) violations.Add(new($"{field}.name", $"{layer.Kind} is many layers, which have names of their own"));
        var options = SpecBinder.Read(field, $"architecture '{layer.Kind}'", layer.Parameters, violations, binder =>
        {
            var top = binder.Bool("top", true);
            var classes = binder.Int("classes", 1, DenseKind.MaxUnits, 0);
            if (!top && classes > 0) binder.Fault("classes", "has no meaning without the top");
            return new NamedArchitectureOptions { Input = input, IncludeTop = top, Classes = classes > 0 ? classes : null };
        });
        InvalidArgumentException.ThrowIfAny(violations);
        return NamedArchitectures.Find(layer.Kind, options).Layers;
    }
}
