using DistributedDL.Cli.CommandLine;
using DistributedDL.Clustering;
using DistributedDL.Contracts.Errors;
using DistributedDL.Gateway.Endpoints;
using DistributedDL.Storage.Blobs;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace DistributedDL.Cli.Serving;

/// <summary>Why a server does not start, in one line that says what to do.</summary>
internal static class StartFailure
{
    /// <returns>Null for what is none of the operator's business: a defect.</returns>
    public static CommandFailedException? Explain(Exception failure) => Causes(failure).Select(Said).FirstOrDefault(said => said is not null);

    /// <summary>Whether nothing failed: the start was cancelled.</summary>
    public static bool IsInterruption(Exception failure) =>
        failure is AggregateException several ? several.InnerExceptions.All(IsInterruption) : failure is OperationCanceledException;

    private static CommandFailedException? Said(Exception cause) => cause switch
    {
        StoreLockedException locked => new CommandFailedException(locked.Message, "stop that process, or give another folder with --data"),
        StoreUnavailableException store => new CommandFailedException(store.Message, "Storage:Azure says where it is and how to enter"),
        RedisUnreachableException or OtherStoreException => new CommandFailedException(cause.Message),
        RedisException or RedisTimeoutException => new CommandFailedException("Cluster:Redis: it answered at first, and then no more", "start again when Redis is there"),
        ListenException port => new CommandFailedException(port.Message),
        OptionsValidationException wrong when wrong.Failures.Count() == 1 => new CommandFailedException(wrong.Failures.First()),
        OptionsValidationException wrong => new CommandFailedException($"{wrong.Failures.Count()} wrong settings", [.. wrong.Failures]),
        UnauthorizedAccessException denied => new CommandFailedException(denied.Message, "the data directory must be writable; --data gives another one"),
        InvalidOperationException { InnerException: FormatException or ArgumentException } setting => new CommandFailedException(setting.Message),
        IOException io => new CommandFailedException(io.Message),
        DllNotFoundException native => new CommandFailedException($"libtorch does not load: {native.Message.Split('\n')[0]}"),
        _ => null,
    };

    private static IEnumerable<Exception> Causes(Exception failure)
    {
        for (Exception? e = failure; e is not null; e = e.InnerException)
        {
            yield return e;
            if (e is not AggregateException { InnerExceptions.Count: > 1 } several) continue;
            foreach (var inner in several.InnerExceptions.SelectMany(Causes)) yield return inner;
            yield break;
        }
    }
}
