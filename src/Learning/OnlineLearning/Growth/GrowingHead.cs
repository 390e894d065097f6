using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Activations;
using DistributedDL.Learning.Layers;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Optimizers;

namespace DistributedDL.Learning.OnlineLearning.Growth;

/// <summary>
/// The last dense layer with more outputs. What it has learned stays, bit for bit; a new output begins with weights of 0 and the mean of the
/// present biases, so that it is neither likely nor excluded, and the optimizer remembers nothing of it.
/// </summary>
public static class GrowingHead
{
    private const string Units = "units";

    /// <exception cref="ArgumentException">The architecture does not end in dense and softmax.</exception>
    public static ArchitectureSpec Grow(ArchitectureSpec architecture, int classes)
    {
        var layers = ArchitectureBinder.Bind(architecture);
        var head = Find(layers) ?? throw new ArgumentException("the architecture does not end in a dense layer with softmax", nameof(architecture));
        var parameters = JsonNode.Parse(architecture.Layers[head].Parameters)!.AsObject();
        parameters[Units] = classes;
        return architecture with
        {
            Layers = [.. architecture.Layers.Select((layer, i) => i == head ? layer with { Name = layers[i].Name, Parameters = parameters.ToJsonString() } : layer)],
        };
    }

    /// <summary>Tensors of a network with fewer outputs as those of a grown one: weights, and what an optimizer remembers of them.</summary>
    /// <param name="architecture">The grown one.</param>
    public static IReadOnlyList<NamedTensor> Grow(ArchitectureSpec architecture, IReadOnlyList<NamedTensor> tensors)
    {
        var layers = ArchitectureBinder.Bind(architecture);
        if (Find(layers) is not { } head) return tensors;
        var (name, units) = (layers[head].Name, layers[head].Output[^1]);
        return [.. tensors.Select(tensor => IsOf(tensor.Name, name) && tensor.Shape.Count > 0 && tensor.Shape[0] < units ? Pad(tensor, units) : tensor)];
    }

    internal static void Check(Network network, int classes, int maxClasses, List<FieldViolation> violations)
    {
        if (Find(network.Layers) is null || network.Architecture.Layers.Count != network.Layers.Count)
            violations.Add(new("unknown_labels", $"grow needs a network that ends in a dense layer with softmax; this one ends in '{network.Layers[^1].Name}' ({network.Layers[^1].Kind}) with {network.OutputWidth} outputs"));
        else if (maxClasses < classes) violations.Add(new("max_classes", $"{maxClasses} is below the {classes} classes that there are"));
    }

    private static int? Find(IReadOnlyList<Layer> layers)
    {
        var head = layers.Count - 1;
        while (head >= 0 && layers[head] is ActivationLayer) head--;
        return head >= 0 && layers[head] is DenseLayer && layers[^1].Activation == Softmax.ActivationName && layers[^1].Output.Count == 1 && layers[^1].Output[0] > 1 ? head : null;
    }

    private static bool IsOf(string tensor, string layer) =>
        tensor == $"{layer}.weight" || tensor == $"{layer}.bias"
        || tensor.EndsWith($".{layer}.weight", StringComparison.Ordinal) || tensor.EndsWith($".{layer}.bias", StringComparison.Ordinal);

    private static NamedTensor Pad(NamedTensor tensor, int units)
    {
        var values = MemoryMarshal.Cast<byte, float>(tensor.Data.Span);
        var rows = (int)tensor.Shape[0];
        var padded = new float[values.Length / rows * units];
        values.CopyTo(padded);
        if (tensor.Shape.Count == 1 && !tensor.Name.StartsWith(Optimizer.Prefix, StringComparison.Ordinal))
        {
            var sum = 0.0;
            foreach (var value in values) sum += value;
            padded.AsSpan(rows).Fill((float)(sum / rows));
        }
        return StoredTensor.From(tensor.Name, [units, .. tensor.Shape.Skip(1)], padded);
    }
}
