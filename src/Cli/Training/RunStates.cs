using DistributedDL.Client.Training;

namespace DistributedDL.Cli.Training;

internal static class RunStates
{
    public static bool Ended(this TrainingRun run) => run.State is RunState.Completed or RunState.Failed or RunState.Cancelled;

    public static string Name(this RunState state) => state switch
    {
        RunState.Queued => "queued",
        RunState.Running => "running",
        RunState.Completed => "completed",
        RunState.Failed => "failed",
        RunState.Cancelled => "cancelled",
        _ => "unknown",
    };
}
