using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.OnlineLearning;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>Versions of the model, published when asked and by schedule. Captured between two groups, stored while learning goes on.</summary>
internal sealed partial class OnlineSessionGrain
{
    private Task _snapshotting = Task.CompletedTask;
    private SnapshotSchedule? _schedule;
    private IGrainTimer? _snapshotTimer;
    private AutomaticSnapshotReport? _lastSnapshot;

    private SnapshotSeries Series => state.State.Snapshots ??= new SnapshotSeries();

    public async Task<ModelVersionReport> Snapshot(SessionSnapshot snapshot)
    {
        var live = RequireLive();
        if (string.IsNullOrEmpty(snapshot.OperationId)) throw new InvalidArgumentException("operation_id", "it is empty; it makes a repeated snapshot harmless");
        return await Publish(await CaptureSnapshot(live), $"session:{Session}:{snapshot.OperationId}", snapshot.Promote, snapshot.Guard);
    }

    private Task<SnapshotCapture> CaptureSnapshot(LiveSession live) => _pipeline!.AtRest(async () =>
        new SnapshotCapture(await live.Weights(), live.Sequence, live.Examples, live.Metrics, live.Architecture, PresentSignature));

    private async Task<ModelVersionReport> Publish(SnapshotCapture captured, string operation, bool promote, PromoteGuard? guard)
    {
        var digest = await Task.Run(() => services.Snapshots.Save(captured.Weights));
        var session = state.State;
        var version = await GrainFactory.GetGrain<IModel>(session.Spec!.Model).Publish(new ModelVersionDraft(
            operation, digest, captured.Architecture, captured.Signature,
            new Lineage
            {
                ParentModel = session.StartVersion is null ? null : session.Spec.Model,
                ParentVersion = session.StartVersion,
                ParentWeightsSha256 = session.StartWeightsSha256,
                Session = Session,
                Sequence = captured.Sequence,
            },
            new Dictionary<string, double>(captured.Metrics), promote) { Guard = guard });
        services.Metrics.Snapshot(session.Spec.Model, !promote ? "kept" : version.Candidate is null ? "live" : "candidate");
        return version;
    }

    private void BeginSchedule(LiveSession live)
    {
        if (state.State.Spec!.Snapshots is not { } spec) return;
        ReportStored();
        if (state.State.Closed) return;
        _schedule = new SnapshotSchedule(spec, Series.Examples, Series.At ?? state.State.OpenedAt, services.Time);
        LookAtSchedule(live);
    }

    private void LookAtSchedule(LiveSession? live)
    {
        if (_schedule is { } schedule && live is not null && _snapshotting.IsCompleted) _snapshotting = SnapshotsDue(live, schedule);
    }

    private async Task SnapshotsDue(LiveSession live, SnapshotSchedule schedule)
    {
        while (Publishes() && schedule.IsDue(live.Examples)) await SnapshotBySchedule(live, schedule, state.State.Spec!.Snapshots!);
        if (_snapshotTimer is null && Publishes() && schedule.DueIn(live.Examples) is { } after)
            _snapshotTimer = this.RegisterGrainTimer(SnapshotTime, new GrainTimerCreationOptions(after, Timeout.InfiniteTimeSpan) { Interleave = true });

        bool Publishes() => _live == live && !state.State.Closed && !_closing;
    }

    private Task SnapshotTime(CancellationToken cancellation)
    {
        _snapshotTimer?.Dispose();
        _snapshotTimer = null;
        LookAtSchedule(_live);
        return _snapshotting;
    }

    private async Task SnapshotBySchedule(LiveSession live, SnapshotSchedule schedule, AutomaticSnapshots spec)
    {
        var series = Series;
        try
        {
            var captured = await CaptureSnapshot(live);
            // No operation of a user's has a '#': such an id is never asked for.
            var version = await Publish(captured, $"session:{Session}#{series.Number + 1}", spec.Promote, spec.Guard);
            series.Number++;
            (series.Examples, series.At, series.Candidate) = (captured.Examples, services.Time.GetUtcNow(), version.Candidate);
            series.Versions.Add(version.Version);
            await WriteState();
            schedule.Taken(captured.Examples);
            ReportStored();
            await Retain(series, spec.Keep);
        }
#pragma warning disable CA1031 // Nothing of learning depends on it; it is told in the session's report, and tried again.
        catch (Exception e)
        {
            schedule.Failed();
            _lastSnapshot = _lastSnapshot! with { Failure = e.Message };
            services.Metrics.Snapshot(state.State.Spec!.Model, "failed");
            LogNotPublished(log, e, Session, series.Number + 1);
        }
#pragma warning restore CA1031
    }

    // What the model keeps, as it is live, is looked at again after the next one.
    private async Task Retain(SnapshotSeries series, int keep)
    {
        if (series.Versions.Count <= keep) return;
        var old = series.Versions[..^keep];
        var staying = await GrainFactory.GetGrain<IModel>(state.State.Spec!.Model).Remove(Session, old);
        series.Versions = [.. staying, .. series.Versions[^keep..]];
        await WriteState();
    }

    // Only what a crash would not take back is told.
    private void ReportStored() =>
        _lastSnapshot = new AutomaticSnapshotReport(Series.Number, Series.Versions is [.., var last] ? last : null, Series.Examples, Series.At, Series.Candidate, Failure: null);
}
