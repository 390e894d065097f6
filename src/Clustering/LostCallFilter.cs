using System.Collections.Concurrent;
using System.Reflection;
using DistributedDL.Contracts.Clustering;

namespace DistributedDL.Clustering;

/// <summary>
/// Gives a repeatable call up when a connection to a silo is lost meanwhile: its answer may have been lost with it, and Orleans' client would wait for it until the
/// time-out. Which connection the call went by is not known; one that is given up for nothing is made again by whoever retries.
/// </summary>
internal sealed class LostCallFilter(SiloLosses losses) : IOutgoingGrainCallFilter
{
    private static readonly ConcurrentDictionary<MethodInfo, bool> Repeatable = new();

    /// <exception cref="SiloUnavailableException">A connection was lost.</exception>
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (!Repeatable.GetOrAdd(context.InterfaceMethod, method => method.IsDefined(typeof(RepeatableAttribute))))
        {
            await context.Invoke();
            return;
        }
        var lost = losses.Next;
        var call = context.Invoke();
        if (await Task.WhenAny(call, lost) != call)
        {
            // Nobody waits for it any more.
            _ = call.ContinueWith(static ended => ended.Exception, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously);
            throw new SiloUnavailableException("the connection to a silo was lost before it answered");
        }
        await call;
    }
}
