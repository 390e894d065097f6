using System.Runtime.CompilerServices;
using DistributedDL.Client;
using DistributedDL.Client.Training;
using Grpc.Core;

namespace DistributedDL.Cli.Training;

/// <summary>Follows a run to its end, over restarts of the server.</summary>
internal static class RunWatcher
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <returns>The run after each report; the last one has ended.</returns>
    public static async IAsyncEnumerable<TrainingRun> Follow(
        DistributedDLClient server, TimeProvider time, string run, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var report in Reports(server, time, run, cancellation))
            if (report.Run is not null) yield return report.Run;
    }

    /// <param name="afterEpoch">Epochs that are known already.</param>
    /// <returns>Each report, with the epochs that it brings; the run of the last one has ended.</returns>
    public static async IAsyncEnumerable<WatchRunResponse> Reports(
        DistributedDLClient server, TimeProvider time, string run, [EnumeratorCancellation] CancellationToken cancellation, int afterEpoch = 0)
    {
        var heard = time.GetTimestamp();
        while (true)
        {
            using var stream = server.Training.WatchRun(new WatchRunRequest { Run = run, AfterEpoch = afterEpoch }, cancellationToken: cancellation);
            while (await Next(stream.ResponseStream, () => time.GetElapsedTime(heard) < Patience, cancellation) is { } report)
            {
                heard = time.GetTimestamp();
                if (report.Epochs.Count > 0) afterEpoch = report.Epochs[^1].Epoch_;
                yield return report;
                if (report.Run is { } now && now.Ended()) yield break;
            }
            await Task.Delay(Pause, time, cancellation);
        }
    }

    /// <summary>Null when the stream ended or broke and it is worth asking again.</summary>
    private static async Task<WatchRunResponse?> Next(IAsyncStreamReader<WatchRunResponse> stream, Func<bool> patient, CancellationToken cancellation)
    {
        try
        {
            return await stream.MoveNext(cancellation) ? stream.Current : null;
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable && patient())
        {
            return null;
        }
    }
}
