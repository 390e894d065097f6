using System.Text.Json.Nodes;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client.Training;
using Google.Protobuf;

namespace DistributedDL.Cli.Training;

internal static class RunJson
{
    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true));

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
        ["best_epoch"] = JsonText.OrNull(run.BestEpoch),
        ["stopped_early"] = run.StoppedEarly,
        ["attempt"] = run.Attempt,
        ["ranks"] = run.Ranks,
        ["events"] = new JsonArray([.. run.Events.Select(e => (JsonNode)new JsonObject { ["at"] = JsonText.Of(e.At), ["attempt"] = e.Attempt, ["text"] = e.Text })]),
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
        ["optimizer_parameters"] = Json(spec.OptimizerParameters),
        ["loss_parameters"] = Json(spec.LossParameters),
        ["clip_norm"] = spec.HasClipNorm ? JsonText.Of(spec.ClipNorm) : null,
        ["schedule"] = Json(spec.Schedule),
        ["early_stopping"] = Json(spec.EarlyStopping),
        ["evaluate_every"] = Math.Max(spec.EvaluateEvery, 1),
        ["monitor"] = JsonText.OrNull(spec.Monitor),
        ["keep_best"] = spec.KeepBest,
        ["transfer"] = Json(spec.Transfer),
        ["augment"] = Json(spec.Augment),
        ["stop_when"] = Json(spec.StopWhen),
        ["versions_at"] = new JsonArray([.. spec.VersionsAt.Select(epoch => (JsonNode)epoch)]),
        ["world_size"] = Math.Max(spec.WorldSize, 1),
        ["average_every"] = Math.Max(spec.AverageEvery, 1),
        ["priority"] = spec.Priority,
    };

    private static JsonNode? Json(IMessage? message) => message is null ? null : JsonNode.Parse(Formatter.Format(message));
}
