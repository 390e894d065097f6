using DistributedDL.Client;
using Grpc.Core;

namespace DistributedDL.Cluster.Tests;

/// <summary>A client's ordinary retry: what is UNAVAILABLE, or whose connection broke, is asked again, of the next gateway.</summary>
internal sealed class Retry(IReadOnlyList<DistributedDLClient> clients)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private int _next;
    private int _retries;

    /// <summary>Calls that had to be made again.</summary>
    public int Retries => _retries;

    public async Task<T> Call<T>(Func<DistributedDLClient, Task<T>> call, CancellationToken cancellation)
    {
        while (true)
        {
            var client = clients[(Interlocked.Increment(ref _next) & int.MaxValue) % clients.Count];
            try
            {
                return await call(client);
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable && !cancellation.IsCancellationRequested)
            {
                Interlocked.Increment(ref _retries);
                await Task.Delay(Pause, TimeProvider.System, cancellation);
            }
        }
    }
}
