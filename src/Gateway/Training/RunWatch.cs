using System.Runtime.CompilerServices;
using DistributedDL.Client.Training;
using DistributedDL.Contracts.Training;

namespace DistributedDL.Gateway.Training;

/// <summary>Follows a run by reading what it has recorded, so that a watcher may come late, or come again.</summary>
internal static class RunWatch
{
    private const int EpochsARead = 1_000;

    /// <summary>
    /// The first message comes at once; then one for each change: (1) the run is read before its epochs, so that an ended
    /// run's epochs are all there, (2) epochs go out in order, each once, (3) an ended run ends the watch.
    /// </summary>
    public static async IAsyncEnumerable<WatchRunResponse> Follow(
        ITrainingRun run, int afterEpoch, TimeSpan interval, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellation)
    {
        TrainingRunReport? last = null;
        while (true)
        {
            // (1)
            var report = await run.Show();
            // (2)
            var more = report.EpochsCompleted > afterEpoch;
            while (more)
            {
                var epochs = await run.Epochs(afterEpoch, EpochsARead);
                if (epochs.Count > 0)
                {
                    afterEpoch = epochs[^1].Epoch;
                    yield return Message(report, epochs);
                    last = report;
                }
                more = epochs.Count == EpochsARead;
            }
            if (Differs(report, last)) yield return Message(report, []);
            last = report;
            // (3)
            if (report.Ended) yield break;
            await Task.Delay(interval, time, cancellation);
        }
    }

    private static WatchRunResponse Message(TrainingRunReport report, IReadOnlyList<EpochReport> epochs)
    {
        var message = new WatchRunResponse { Run = report.ToWire() };
        foreach (var epoch in epochs) message.Epochs.Add(epoch.ToWire());
        return message;
    }

    private static bool Differs(TrainingRunReport report, TrainingRunReport? last) =>
        last is null || report.State != last.State || report.EpochsCompleted != last.EpochsCompleted || report.Attempt != last.Attempt
        || report.EpochExamplesDone != last.EpochExamplesDone || report.ModelVersion != last.ModelVersion;
}
