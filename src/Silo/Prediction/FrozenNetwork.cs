using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Silo.Prediction;

/// <summary>A version's weights, with a network for each lane: a network's scratch buffers serve one thread at a time.</summary>
internal sealed class FrozenNetwork(ArchitectureSpec architecture, IReadOnlyList<NamedTensor> weights, int lanes) : IDisposable
{
    private readonly Network?[] _networks = new Network?[lanes];

    public long LengthBytes { get; } = (1 + lanes) * weights.Sum(tensor => (long)tensor.Data.Length);

    /// <summary>The lane's own network; made when it is first asked for.</summary>
    public Network OnLane(int lane) => _networks[lane] ??= Create();

    /// <summary>A network of the caller's own, to be disposed by it.</summary>
    public Network Create()
    {
        var network = Network.Create(architecture, seed: 0);
        try
        {
            network.LoadWeights(weights);
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var network in _networks) network?.Dispose();
    }
}
