using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client.Training;
using Grpc.Core;

namespace DistributedDL.Cli.Training;

/// <summary>Watches a run with a progress bar and then prints it.</summary>
internal static class RunView
{
    /// <exception cref="CommandFailedException">The run failed or was cancelled, or watching was interrupted.</exception>
    public static async Task Watch(CommandCall call, TrainingRun run)
    {
        var last = run;
        try
        {
            last = await ProgressLine.Show(call, "training", async progress =>
            {
                await foreach (var now in RunWatcher.Follow(call.Server, call.Time, run.Run, call.Cancellation))
                {
                    last = now;
                    var share = now.EpochExamples > 0 ? (double)now.EpochExamplesDone / now.EpochExamples : 0;
                    progress.Report(Math.Min(now.EpochsCompleted + share, now.Spec.Epochs), now.Spec.Epochs, RunText.Progress(now));
                }
                return last;
            });
        }
        catch (Exception e) when (e is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled } && call.Cancellation.IsCancellationRequested)
        {
            if (call.Json) call.Show(() => RunJson.Of(last), _ => { });
            throw new CommandFailedException($"stopped watching; run {run.Run} goes on",
                $"watch it again:  ddl runs watch {run.Run}", $"cancel it:       ddl runs cancel {run.Run}");
        }
        Show(call, last);
        if (last.State is RunState.Failed) throw new CommandFailedException($"run {run.Run} failed: {last.Error}");
        if (last.State is RunState.Cancelled) throw new CommandFailedException($"run {run.Run} was cancelled", $"go on with it:  ddl runs resume {run.Run}");
    }

    public static void Show(CommandCall call, TrainingRun run) => call.Show(() => RunJson.Of(run), output => RunText.Write(output, run));
}
