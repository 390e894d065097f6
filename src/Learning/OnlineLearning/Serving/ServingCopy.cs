using DistributedDL.Contracts.Models;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.OnlineLearning.Serving;

/// <summary>
/// The weights of a learner as they were at one moment, never half of an update, for predictions that do not wait for its learning. One
/// thread publishes, others predict, one at a time; the network for it is made at the first prediction.
/// </summary>
public sealed class ServingCopy : IDisposable
{
    private readonly Lock _gate = new();
    private volatile Published? _latest;
    private Published? _loaded;
    private Network? _network;
    private bool _disposed;

    /// <summary>Copies the present weights; called where nothing changes them meanwhile.</summary>
    public void Publish(Network from) => _latest = new Published(from.Architecture, from.Parameters.CopyValues());

    /// <param name="features"><c>[rows, InputWidth]</c></param>
    /// <returns>Outputs <c>[rows, width]</c>; a head that grows later has a greater width.</returns>
    /// <exception cref="ObjectDisposedException">The learner is gone.</exception>
    public (float[] Outputs, int Width) Predict(ReadOnlySpan<float> features, int rows)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var serving = Loaded(_latest ?? throw new InvalidOperationException("nothing was published yet"));
            var outputs = new float[rows * serving.OutputWidth];
            serving.Predict(features, rows, outputs);
            return (outputs, serving.OutputWidth);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _network?.Dispose();
            _network = null;
        }
    }

    private Network Loaded(Published wanted)
    {
        if (_network is not null && ReferenceEquals(_loaded, wanted)) return _network;
        if (_network is null || !ReferenceEquals(_loaded!.Architecture, wanted.Architecture))
        {
            _network?.Dispose();
            _network = null;
            _network = Network.Create(wanted.Architecture, seed: 0);
        }
        _network.Parameters.SetValues(wanted.Values);
        _loaded = wanted;
        return _network;
    }

    private sealed record Published(ArchitectureSpec Architecture, float[] Values);
}
