using DistributedDL.Contracts.Models;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.OnlineLearning.Serving;

/// <summary>
/// The weights of a learner as they were at one moment, never half of an update, for predictions that do not wait for its learning. One
/// thread publishes, others predict, one at a time; the network for it is made at the first prediction.
/// </summary>
public sealed class ServingCopy : IDisposable
{
    private readonly Lock gate = new();
    private volatile Published? latest;
    private Published? loaded;
    private Network? network;
    private bool disposed;

    /// <summary>Copies the present weights; called where nothing changes them meanwhile.</summary>
    public void Publish(Network from) => latest = new Published(from.Architecture, from.Parameters.CopyValues());

    /// <param name="features"><c>[rows, InputWidth]</c></param>
    /// <returns>Outputs <c>[rows, width]</c>; a head that grows later has a greater width.</returns>
    /// <exception cref="ObjectDisposedException">The learner is gone.</exception>
    public (float[] Outputs, int Width) Predict(ReadOnlySpan<float> features, int rows)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            var serving = Loaded(latest ?? throw new InvalidOperationException("nothing was published yet"));
            var outputs = new float[rows * serving.OutputWidth];
            serving.Predict(features, rows, outputs);
            return (outputs, serving.OutputWidth);
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            network?.Dispose();
            network = null;
        }
    }

    private Network Loaded(Published wanted)
    {
        if (network is not null && ReferenceEquals(loaded, wanted)) return network;
        if (network is null || !ReferenceEquals(loaded!.Architecture, wanted.Architecture))
        {
            network?.Dispose();
            network = null;
            network = Network.Create(wanted.Architecture, seed: 0);
        }
        network.Parameters.SetValues(wanted.Values);
        loaded = wanted;
        return network;
    }

    private sealed record Published(ArchitectureSpec Architecture, float[] Values);
}
