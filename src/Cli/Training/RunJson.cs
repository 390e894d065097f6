using System.Text.Json.Nodes;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client.Training;

namespace DistributedDL.Cli.Training;

internal static class RunJson
{
    public static JsonObject Of(TrainingRun run) => new()
    {
        ["run"] = run.Run,
        ["state"] = run.State.Name(),
        ["model"] = run.Spec.Model,
        ["model_version"] = JsonText.OrNull(run.ModelVersion),
        ["dataset"] = run.Spec.Dataset,
        ["dataset_version"] = JsonText.OrNull(run.Spec.DatasetVersion),
        ["epochs"] = run.EpochsCompleted,
        ["epochs_asked"] = run.Spec.Epochs,
        ["train_loss"] = run.LastEpoch is null ? null : JsonText.Of(run.LastEpoch.Loss),
        ["metrics"] = run.LastEpoch is null ? [] : JsonText.Metrics(run.LastEpoch.Metrics),
        ["spec"] = Of(run.Spec),
        ["attempt"] = run.Attempt,
        ["error"] = JsonText.OrNull(run.Error),
        ["created_at"] = JsonText.Of(run.CreatedAt),
        ["started_at"] = JsonText.Of(run.StartedAt),
        ["ended_at"] = JsonText.Of(run.EndedAt),
    };

    private static JsonObject Of(TrainingSpec spec) => new()
    {
        ["batch_size"] = spec.BatchSize,
        ["optimizer"] = spec.Optimizer,
        ["learning_rate"] = spec.HasLearningRate ? JsonText.Of(spec.LearningRate) : null,
        ["loss"] = JsonText.OrNull(spec.Loss),
        ["seed"] = spec.Seed,
        ["shuffle"] = !spec.NoShuffle,
        ["promote"] = !spec.NoPromote,
    };
}
