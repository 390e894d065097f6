using System.Runtime.InteropServices;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.OnlineLearning.Drift;

/// <summary>Takes a version's weights into a network whose head may have grown since: the outputs that the version lacks stay as they are.</summary>
internal static class VersionWeights
{
    /// <returns>Null when each parameter has its tensor.</returns>
    public static string? FindFault(Network network, IReadOnlyList<NamedTensor> weights)
    {
        var given = ByName(weights);
        var head = Head.Of(network)?.Parameters ?? [];
        foreach (var parameter in network.Parameters.All)
        {
            if (!given.TryGetValue(parameter.Name, out var tensor)) return $"{parameter.Name} is missing";
            if (tensor.ElementType != ElementType.F32 || !Fits(tensor.Shape, parameter.Spec.Shape, head.Contains(parameter)))
                return $"{parameter.Name} is {tensor.ElementType} {Shape.Show(tensor.Shape)}, but {ElementType.F32} {Shape.Show(parameter.Spec.Shape)} is expected";
        }
        return null;
    }

    public static void Copy(IReadOnlyList<NamedTensor> weights, Network network)
    {
        var given = ByName(weights);
        foreach (var parameter in network.Parameters.All)
            MemoryMarshal.Cast<byte, float>(given[parameter.Name].Data.Span).CopyTo(parameter.Values);
    }

    // A head grows along the first dimension of its parameters, so the version's numbers are the first of them.
    private static bool Fits(IReadOnlyList<long> given, IReadOnlyList<long> wanted, bool mayBeShorter) =>
        mayBeShorter && given.Count > 0 && given.Count == wanted.Count
            ? given[0] <= wanted[0] && given.Skip(1).SequenceEqual(wanted.Skip(1))
            : given.SequenceEqual(wanted);

    private static Dictionary<string, NamedTensor> ByName(IReadOnlyList<NamedTensor> weights) =>
        weights.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
}
