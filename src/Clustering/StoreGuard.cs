using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace DistributedDL.Clustering;

/// <summary>
/// Keeps a process with another store out of a cluster in Redis. A silo asks before anything starts, and needs an answer; the first makes its store the cluster's.
/// A client, which waits for its cluster as long as it takes, asks again before it tries again to join.
/// </summary>
public sealed class StoreGuard(ClusterRedis redis, IStoreIdentity store, IOptions<ClusterJoinOptions> options) : IHostedLifecycleService
{
    private volatile bool _isChecked;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Takes.IsSilo()) await Check(cancellationToken);
        else await TryCheck(cancellationToken);
    }

    // Redis or the first silo may have come after the last question and before the joining.
    public Task StartedAsync(CancellationToken cancellationToken) => Check(cancellationToken);

    /// <returns>False when Redis does not answer.</returns>
    /// <exception cref="OtherStoreException">The cluster has another store.</exception>
    public async Task<bool> TryCheck(CancellationToken cancellation)
    {
        try
        {
            await Check(cancellation);
            return true;
        }
        catch (RedisUnreachableException)
        {
            return false;
        }
    }

    private async Task Check(CancellationToken cancellation)
    {
        if (_isChecked || options.Value.JoinsBy != ClusterMode.Redis) return;
        var mine = await store.GetId(cancellation);
        // A gateway keeps nothing that others would have to find, and must not make its store the cluster's before a silo is there.
        var clusters = options.Value.Takes.IsSilo() ? await redis.ClaimStore(mine, cancellation) : await redis.FindStore(cancellation);
        if (clusters is not null && clusters != mine)
            throw new OtherStoreException($"Storage: this process has store {mine} ({store.Shown}), and cluster '{options.Value.ClusterId}' has store {clusters}; set Storage:Provider and what belongs to it, "
                + $"or {ClusterJoinOptions.Section}:{nameof(ClusterJoinOptions.ClusterId)}. Which store the cluster has is key {redis.StoreKey} of its Redis");
        _isChecked = clusters is not null;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
