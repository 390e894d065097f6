using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Training.Transfer;

/// <summary>A network up to one of its layers, for inference: what it gives for an example is what the layers after get.</summary>
public sealed class FeatureExtractor
{
    private readonly Network _network;
    private readonly int _operations;
    private readonly int _outputWidth;

    /// <exception cref="InvalidArgumentException">There is no such layer; names those there are.</exception>
    public FeatureExtractor(Network network, string layer)
    {
        _network = network;
        var index = IndexOf([.. network.Layers.Select(found => found.Name)], layer);
        OutputShape = network.Layers[index].Output;
        _outputWidth = (int)Shape.Width(OutputShape);
        _operations = index + 1 == network.Layers.Count ? network.OperationCount : network.OperationsBefore(network.Layers[index + 1]);
    }

    /// <summary>Shape of one example's features.</summary>
    public IReadOnlyList<int> OutputShape { get; }

    /// <summary>What comes after the layer, as a network of its own that takes the features.</summary>
    /// <exception cref="InvalidArgumentException">There is no such layer; names those there are.</exception>
    public static ArchitectureSpec Head(ArchitectureSpec architecture, string layer)
    {
        var layers = Network.Describe(architecture);
        var index = IndexOf([.. layers.Select(found => found.Name)], layer);
        return new ArchitectureSpec(layers[index].OutputShape,
            [.. architecture.Layers.Index().Skip(index + 1).Select(entry => entry.Item with { Name = layers[entry.Index].Name })]);
    }

    /// <param name="features"><c>[examples, InputWidth]</c></param>
    /// <param name="outputs">Filled with <c>[examples, width of OutputShape]</c>.</param>
    public void Apply(ReadOnlySpan<float> features, int examples, Span<float> outputs)
    {
        for (var done = 0; done < examples; done += _network.BlockSize)
        {
            var block = Math.Min(_network.BlockSize, examples - done);
            var pass = _network.RequirePass(block);
            features.Slice(done * _network.InputWidth, block * _network.InputWidth).CopyTo(pass.Input.Span);
            pass.Forward(block, _operations, learns: false).Span[..(block * _outputWidth)].CopyTo(outputs[(done * _outputWidth)..]);
        }
    }

    private static int IndexOf(string[] names, string layer)
    {
        var index = Array.IndexOf(names, layer);
        return index >= 0 ? index : throw new InvalidArgumentException("features_at", $"'{layer}' is no layer; the network has {string.Join(", ", names)}");
    }
}
