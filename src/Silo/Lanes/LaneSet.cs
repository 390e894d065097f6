using Microsoft.Extensions.Options;

namespace DistributedDL.Silo.Lanes;

/// <summary>All lanes of a silo, by kind.</summary>
internal sealed class LaneSet : IDisposable
{
    private readonly LanePool[] _pools;

    public LaneSet(IOptions<LaneOptions> options) => _pools =
    [
        .. Enum.GetValues<LaneKind>().Select(kind =>
        {
            var (lanes, queue) = options.Value.Of(kind);
            return new LanePool(kind, lanes, queue);
        }),
    ];

    public IReadOnlyList<LanePool> All => _pools;

    public LanePool Training => _pools[(int)LaneKind.Training];

    public LanePool Learning => _pools[(int)LaneKind.Learning];

    public LanePool Serving => _pools[(int)LaneKind.Serving];

    public LanePool Evaluation => _pools[(int)LaneKind.Evaluation];

    public void Dispose()
    {
        foreach (var pool in _pools) pool.Dispose();
    }
}
