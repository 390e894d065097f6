using DistributedDL.Clustering;
using Microsoft.Extensions.Options;

namespace DistributedDL.Silo.Lanes;

/// <summary>All lanes of a silo, by kind; none of the kinds that are not of its roles.</summary>
internal sealed class LaneSet : IDisposable
{
    private readonly LanePool[] _pools;

    public LaneSet(IOptions<LaneOptions> options, IOptions<ClusterJoinOptions> join) => _pools =
    [
        .. Enum.GetValues<LaneKind>().Select(kind =>
        {
            var (lanes, queue) = options.Value.Of(kind);
            return new LanePool(kind, join.Value.Takes.HasFlag(RoleOf(kind)) ? lanes : 0, queue);
        }),
    ];

    public IReadOnlyList<LanePool> All => _pools;

    public LanePool Training => _pools[(int)LaneKind.Training];

    public LanePool Learning => _pools[(int)LaneKind.Learning];

    public LanePool Serving => _pools[(int)LaneKind.Serving];

    public LanePool Evaluation => _pools[(int)LaneKind.Evaluation];

    private static ProcessRoles RoleOf(LaneKind kind) => kind == LaneKind.Training ? ProcessRoles.Training : ProcessRoles.Serving;

    public void Dispose()
    {
        foreach (var pool in _pools) pool.Dispose();
    }
}
