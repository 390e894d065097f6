using DistributedDL.Learning.Layers;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Training;

/// <summary>Fits the layers that take their parameters from the training examples, first to last, each on what the ones before it give.</summary>
internal static class LayerFit
{
    /// <param name="given">Names of layers that have their values already.</param>
    public static void Run(Network network, ExampleSet examples, IReadOnlyCollection<string> given)
    {
        foreach (var layer in network.Layers)
        {
            if (layer is IFittedLayer fitted && !given.Contains(layer.Name)) Run(network, layer, fitted, examples);
        }
    }

    private static void Run(Network network, Layer layer, IFittedLayer fitted, ExampleSet examples)
    {
        var fit = fitted.BeginFit(network.Parameters.Of(layer));
        var operations = network.OperationsBefore(layer);
        var width = (int)Shape.Width(layer.Input);
        var block = network.BlockSize;
        var indices = new int[block];
        var targets = new float[block];
        for (var done = 0; done < examples.Count; done += block)
        {
            var count = (int)Math.Min(block, examples.Count - done);
            for (var i = 0; i < count; i++) indices[i] = done + i;
            var pass = network.RequirePass(count);
            examples.Gather(indices.AsSpan(0, count), pass.Input.Span, targets);
            fit.Add(pass.Forward(count, operations, learns: false).Span[..(count * width)], count);
        }
        fit.Complete();
    }
}
