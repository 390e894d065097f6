using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.OnlineLearning.Drift;

/// <summary>The last layer with parameters that learn.</summary>
/// <param name="Index">Its place among the network's layers.</param>
internal sealed record Head(int Index, IReadOnlyList<Parameter> Parameters)
{
    public static Head? Of(Network network)
    {
        for (var i = network.Layers.Count - 1; i >= 0; i--)
        {
            var parameters = network.Parameters.Of(network.Layers[i]);
            if (parameters.Any(parameter => parameter.Learns)) return new Head(i, parameters);
        }
        return null;
    }

    /// <summary>Initial weights, drawn from the seed as a new network draws them.</summary>
    public void Initialize(long seed)
    {
        var random = SeededRandom.Create(seed, Index);
        foreach (var parameter in Parameters) parameter.Spec.Initialize(parameter.Values, random);
    }
}
