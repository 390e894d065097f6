using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace DistributedDL.Clustering;

/// <summary>A client tries again until a silo is there.</summary>
internal sealed class ClusterWait(IOptions<ClusterJoinOptions> options, StoreGuard? guard = null) : IClientConnectionRetryFilter
{
    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        do await Task.Delay(options.Value.RefreshInterval / 5, TimeProvider.System, cancellationToken);
        while (guard is not null && !await guard.TryCheck(cancellationToken));
        return true;
    }
}
