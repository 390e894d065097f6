using DistributedDL.Client;
using Grpc.Core;

namespace DistributedDL.Bench.Scale.Again;

/// <summary>Work that one silo holds at a time, as a client sees it.</summary>
internal abstract class HeldWork(string name, string role, string metric) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20), AnswerLimit = TimeSpan.FromSeconds(10), Limit = TimeSpan.FromMinutes(3);

    public string Name => name;

    /// <summary>Of the silos that may hold it.</summary>
    public string Role => role;

    /// <summary>The counter that grows on the silo that holds it.</summary>
    public string Metric => metric;

    /// <summary>Makes what is needed, once.</summary>
    public abstract Task Begin(DistributedDLClient client);

    /// <summary>Completes with the next answer to something that is asked from now on.</summary>
    public abstract Task Next();

    /// <summary>Told before the silo is killed; for work that goes on by itself.</summary>
    public virtual Task BeforeLoss() => Task.CompletedTask;

    public abstract ValueTask DisposeAsync();

    /// <summary>A client's ordinary retry, with a limit on each answer, since one that a dead process owes never comes.</summary>
    /// <exception cref="TimeoutException">Nothing for three minutes.</exception>
    protected static async Task<T> Retried<T>(Func<CallOptions, Task<T>> call, Func<T, bool> isIt)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begun) < Limit)
        {
            try
            {
                var answer = await call(new CallOptions(deadline: (TimeProvider.System.GetUtcNow() + AnswerLimit).UtcDateTime));
                if (isIt(answer)) return answer;
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted)
            {
                // Asked again.
            }
            await Task.Delay(Pause, TimeProvider.System);
        }
        throw new TimeoutException($"no answer for {Limit.TotalMinutes} min");
    }
}
