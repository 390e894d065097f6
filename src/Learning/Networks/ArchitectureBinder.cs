using System.Text.Json;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Learning.Architectures;
using DistributedDL.Learning.Layers;
using DistributedDL.Learning.Layers.Sequences;

namespace DistributedDL.Learning.Networks;

/// <summary>Turns an architecture into checked layers, without making a tensor.</summary>
internal static class ArchitectureBinder
{
    /// <summary>2 GB of floats, as much as one span can hold.</summary>
    private const long MaxParameters = 500_000_000;

    /// <exception cref="InvalidArgumentException">All faults of the architecture.</exception>
    public static IReadOnlyList<Layer> Bind(ArchitectureSpec architecture)
    {
        var violations = new List<FieldViolation>();
        var names = LayerNames.Assign(architecture.Layers, violations);
        var shape = CheckInput(architecture.Input, violations);
        var layers = new List<Layer>();
        if (architecture.Layers.Count == 0) violations.Add(new("layers", "there is none; a network has at least 1 layer"));
        for (var i = 0; i < architecture.Layers.Count; i++)
        {
            var layer = BindLayer(architecture.Layers[i], $"layers[{i}]", names[i], shape, violations);
            if (layer is not null) layers.Add(layer);
            shape = CheckOutput(layer, $"layers[{i}]", violations);
        }
        if (violations.Count == 0) CheckOrder(layers, violations);
        if (violations.Count == 0) CheckIndices(layers, violations);
        if (violations.Count == 0) CheckSize(layers, violations);
        InvalidArgumentException.ThrowIfAny(violations);
        return layers;
    }

    private static IReadOnlyList<int>? CheckInput(IReadOnlyList<int> input, List<FieldViolation> violations)
    {
        if (input.Count == 0) violations.Add(new("input", "is empty; expected the shape of one example, as in [784] or [28, 28]"));
        for (var i = 0; i < input.Count; i++)
        {
            if (input[i] < 1) violations.Add(new($"input[{i}]", $"{input[i]} is not a size; it is at least 1"));
        }
        if (input.Count == 0 || input.Any(size => size < 1)) return null;
        if (Shape.Width(input) <= Shape.MaxWidth) return [.. input];
        violations.Add(new("input", $"{Shape.Show(input)} has more than {Shape.MaxWidth} numbers"));
        return null;
    }

    private static Layer? BindLayer(LayerSpec spec, string field, string name, IReadOnlyList<int>? input, List<FieldViolation> violations)
    {
        if (LayerKinds.Find(spec.Kind) is not { } kind)
        {
            violations.Add(new(field, $"layer '{spec.Kind}' is unknown; known are {LayerKinds.Known}, and the architectures {string.Join(", ", NamedArchitectures.Names)}"));
            return null;
        }
        try
        {
            using var document = JsonDocument.Parse(spec.Parameters, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                violations.Add(new(field, $"the parameters of layer '{name}' are not a JSON object"));
                return null;
            }
            var binder = new LayerBinder(field, name, input, document.RootElement, violations);
            var layer = kind.Bind(binder);
            binder.Complete();
            return layer;
        }
        catch (JsonException e)
        {
            violations.Add(new(field, $"the parameters of layer '{name}' are not JSON: {e.Message}"));
            return null;
        }
    }

    private static IReadOnlyList<int>? CheckOutput(Layer? layer, string field, List<FieldViolation> violations)
    {
        if (layer is null || Shape.Width(layer.Output) <= Shape.MaxWidth) return layer?.Output;
        violations.Add(new(field, $"the output {Shape.Show(layer.Output)} of layer '{layer.Name}' has more than {Shape.MaxWidth} numbers"));
        return null;
    }

    private static void CheckOrder(List<Layer> layers, List<FieldViolation> violations)
    {
        var learned = layers.FindIndex(layer => layer.Parameters.Any(parameter => parameter.Trainable));
        if (learned < 0) return;
        for (var i = learned; i < layers.Count; i++)
        {
            if (layers[i] is IFittedLayer)
                violations.Add(new($"layers[{i}]", $"layer '{layers[i].Name}' is fitted before training, so it cannot stand after '{layers[learned].Name}', which trains"));
        }
    }

    private static void CheckIndices(List<Layer> layers, List<FieldViolation> violations)
    {
        for (var i = 1; i < layers.Count; i++)
        {
            if (layers[i] is IIndexLayer && layers[i - 1] is not (FlattenLayer or ReshapeLayer))
                violations.Add(new($"layers[{i}]", $"layer '{layers[i].Name}' takes whole numbers, so it cannot stand after '{layers[i - 1].Name}'; only flatten and reshape may come before it"));
        }
    }

    private static void CheckSize(List<Layer> layers, List<FieldViolation> violations)
    {
        var parameters = layers.Sum(layer => layer.Parameters.Sum(parameter => parameter.Length));
        if (parameters > MaxParameters) violations.Add(new("layers", $"they have {parameters} parameters together; the most is {MaxParameters}"));
    }
}
