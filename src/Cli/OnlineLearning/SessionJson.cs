using System.Text.Json.Nodes;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Cli.OnlineLearning;

internal static class SessionJson
{
    public static JsonObject Of(OnlineSession session) => new()
    {
        ["session"] = session.Session,
        ["state"] = SessionText.State(session.State),
        ["model"] = session.Spec.Model,
        ["start_version"] = JsonText.OrNull(session.StartVersion),
        ["examples"] = session.Examples,
        ["last_sequence"] = session.LastSequence,
        ["weights_sha256"] = session.WeightsSha256,
        ["metrics"] = JsonText.Metrics(session.Metrics),
        ["drift"] = new JsonArray([.. session.Drift.Select(Drift)]),
        ["last_snapshot"] = session.LastSnapshot is { } snapshot ? Snapshot(snapshot) : null,
        ["open_tickets"] = session.OpenTickets,
        ["recovery_seconds"] = session.Recovery?.ToTimeSpan().TotalSeconds ?? 0,
        ["checkpoint_sequence"] = session.CheckpointSequence,
        ["optimizer"] = session.Spec.Optimizer,
        ["learning_rate"] = session.Spec.HasLearningRate ? JsonText.Of(session.Spec.LearningRate) : null,
        ["micro_batch"] = session.Spec.MicroBatch,
        ["hashing"] = session.Spec.Hashing is { } hashing ? new JsonObject { ["width"] = hashing.Width, ["columns"] = JsonText.Array(hashing.Columns) } : null,
        ["labels"] = JsonText.Array(session.Labels),
        ["opened_at"] = JsonText.Of(session.OpenedAt),
        ["damage"] = JsonText.OrNull(session.Damage),
    };

    private static JsonObject Snapshot(AutomaticSnapshot snapshot) => new()
    {
        ["number"] = snapshot.Number,
        ["version"] = JsonText.OrNull(snapshot.Version),
        ["examples"] = snapshot.Examples,
        ["at"] = snapshot.At is { } at ? JsonText.Of(at) : null,
        ["candidate"] = JsonText.OrNull(snapshot.Candidate),
        ["failure"] = JsonText.OrNull(snapshot.Failure),
    };

    private static JsonObject Drift(DriftState drift) => new()
    {
        ["detector"] = drift.Detector,
        ["state"] = drift.State,
        ["drifts"] = drift.Drifts,
        ["last_drift"] = JsonText.OrNull(drift.LastDrift),
        ["warnings"] = drift.Warnings,
        ["action"] = SessionText.Action(drift.Action),
    };
}
