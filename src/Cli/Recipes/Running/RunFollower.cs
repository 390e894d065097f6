using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Recipes.Steps;
using DistributedDL.Cli.Terminal;
using DistributedDL.Cli.Training;
using DistributedDL.Client.Training;

namespace DistributedDL.Cli.Recipes.Running;

/// <summary>Follows a run to its end.</summary>
/// <param name="isAlone">Whether a bar may show its progress: a terminal has room for one.</param>
internal sealed class RunFollower(CommandCall call, RecipeServer server, bool isAlone)
{
    /// <param name="run">Started or extended.</param>
    /// <param name="title">What is shown beside the progress.</param>
    /// <param name="after">Epochs that are known already.</param>
    /// <param name="dead">When the run is dead, its metric named as the run names it; null where that is not asked.</param>
    /// <returns>The run, completed, with its epochs; or the metric of a dead run, which is cancelled.</returns>
    /// <exception cref="CommandFailedException">The run did not complete, or does not report the metric.</exception>
    public async Task<(TrainingRun Run, List<Epoch> Epochs, double? Dead)> Follow(TrainingRun run, string title, int after, RestartWhen? dead)
    {
        var began = call.Time.GetTimestamp();
        var epochs = new List<Epoch>();
        double? found = null;
        await ProgressLine.Show(call, isAlone, title, async progress =>
        {
            await foreach (var report in RunWatcher.Reports(server.Client, call.Time, run.Run, call.Cancellation, after))
            {
                epochs.AddRange(report.Epochs);
                run = report.Run ?? run;
                progress.Report(run.EpochsCompleted, run.Spec.Epochs, RunText.Progress(run));
                found ??= Dead(report.Epochs, dead, title);
                if (found is not null) break;
            }
            return run;
        });
        if (found is not null)
        {
            await server.Client.Training.CancelRunAsync(new CancelRunRequest { Run = run.Run }, call.Unlimited);
            return (run, epochs, found);
        }
        if (run.State is not RunState.Completed) throw new CommandFailedException($"{title}: the run ended {run.State.Name()}: {run.Error}");
        call.Error.WriteLine($"trained {title}: {Figures.Count(run.EpochsCompleted)} epochs in {Figures.Seconds(call.Time.GetElapsedTime(began).TotalSeconds)}, loss {Figures.Number(run.LastEpoch.Loss)}");
        return (run, epochs, null);
    }

    // The epoch decides, not the moment: whether the run has gone on meanwhile makes no difference.
    private static double? Dead(IEnumerable<Epoch> epochs, RestartWhen? dead, string title)
    {
        if (dead is null || epochs.FirstOrDefault(epoch => epoch.Epoch_ == dead.AfterEpoch) is not { } looked) return null;
        if (!looked.Metrics.TryGetValue(dead.Metric, out var value))
            throw new CommandFailedException($"{title}: restart_when looks at {dead.Metric}, but epoch {dead.AfterEpoch} reports {string.Join(", ", looked.Metrics.Keys.Order(StringComparer.Ordinal))}");
        return value >= dead.Below ? null : value;
    }
}
