using DistributedDL.Learning.Layers;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Numerics;

namespace DistributedDL.Learning.Training.DataParallel;

/// <summary>What a layer gathers in training without a gradient (batch_norm's moving mean and variance), each rank of its own examples.</summary>
internal static class RunningStatistics
{
    /// <summary>Makes it the mean over the ranks.</summary>
    public static void Average(Network network, ICollective ranks, CancellationToken cancellation)
    {
        // What was fitted before training is equal on all ranks, and a mean would round it.
        var moved = network.Layers.Where(layer => layer is not IFittedLayer).SelectMany(network.Parameters.Of)
            .Where(parameter => !parameter.Spec.Trainable && !parameter.IsFrozen).ToArray();
        var length = moved.Sum(parameter => parameter.Length);
        if (length == 0) return;
        using var all = new NativeBuffer(length);
        var at = 0;
        foreach (var parameter in moved) parameter.Values.CopyTo(all.Span[Take(ref at, parameter)..]);
        Rows.Scale(all.Span, 1f / ranks.WorldSize);
        ranks.AllReduce(all.Span, cancellation);
        at = 0;
        foreach (var parameter in moved) all.Span.Slice(Take(ref at, parameter), parameter.Length).CopyTo(parameter.Values);
    }

    private static int Take(ref int at, Parameter parameter)
    {
        var taken = at;
        at += parameter.Length;
        return taken;
    }
}
