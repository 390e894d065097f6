using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Naming;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Prediction;
using DistributedDL.Silo.Catalog;
using DistributedDL.Silo.Prediction;
using DistributedDL.Storage.OnlineLearning;
using Microsoft.Extensions.Logging;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>Owns one online session. The calls are here; recovery and checkpoints are in <c>OnlineSessionGrain.Durability.cs</c>.</summary>
[GrainType(StateNames.OnlineSession)]
internal sealed partial class OnlineSessionGrain(
    [PersistentState(StateNames.State)] IPersistentState<OnlineSessionState> state,
    OnlineSessionServices services,
    ILogger<OnlineSessionGrain> log) : Grain, IOnlineSession
{
    private LiveSession? _live;
    private LearnBatchReader? _reader;
    private string? _damage;

    private string Session => this.GetPrimaryKeyString();

    public async Task<OnlineSessionReport> Open(OnlineSessionSpec spec)
    {
        var faults = new List<FieldViolation>();
        ResourceName.Check("session", Session, faults);
        ResourceName.Check("model", spec.Model, faults);
        InvalidArgumentException.ThrowIfAny(faults);
        if (state.RecordExists) throw new ResourceExistsException("online session", Session);

        var start = await SessionStart.Find(spec, GrainFactory.GetGrain<IModel>(spec.Model));
        var opened = new OnlineSessionState
        {
            Spec = spec,
            StartVersion = start.Version?.Version,
            StartWeightsSha256 = start.Version?.WeightsSha256,
            Architecture = start.Architecture,
            Signature = start.Signature,
            OpenedAt = services.Time.GetUtcNow(),
            Checkpoint = await StoreStart(start, spec),
        };
        state.State = opened;
        await WriteState();
        await Recover(CancellationToken.None);
        LogOpened(log, Session, spec.Model, start.Version?.Version);
        return await Report();
    }

    public async Task<LearnReport> Learn(LearnBatch batch)
    {
        var live = RequireLive();
        if (state.State.Closed) throw new PreconditionException($"session '{Session}'", "it is closed and takes no more examples");
        var targets = _reader!.Targets(batch);
        if (batch.FirstSequence > live.Sequence + 1) throw new SequenceGapException(Session, live.Sequence, batch.FirstSequence);
        var duplicates = (int)Math.Min(batch.Examples, live.Sequence + 1 - batch.FirstSequence);
        if (duplicates == batch.Examples) return new LearnReport(live.Sequence, duplicates, [], [], live.Metrics);

        var record = new JournalRecord(
            live.Sequence + 1, batch.Features.AsMemory(duplicates * live.InputWidth), targets.AsMemory(duplicates));
        var (predictions, losses) = await LearnDurably(live, record);
        services.Metrics.Learned(state.State.Spec!.Model, record.Examples);
        services.Open.Report(Session, live.Metrics);
        var report = new LearnReport(live.Sequence, duplicates, predictions, losses, live.Metrics);
        if (live.Policy.IsDue) await StoreCheckpointInPassing(live);
        return report;
    }

    public async Task<PredictReport> Predict(float[] features)
    {
        var live = RequireLive();
        var model = state.State.Spec!.Model;
        var rows = FeatureRows.Check(features, live.InputWidth, $"model '{model}'");
        var (outputs, width) = await live.Predict(features, rows);
        services.Metrics.Predicted(model, rows);
        return new PredictReport(model, 0, outputs, width, state.State.Signature!);
    }

    public Task<OnlineSessionReport> Show()
    {
        RequireExists();
        return Report();
    }

    public async Task<ModelVersionReport> Snapshot(SessionSnapshot snapshot)
    {
        var (operationId, promote, guard) = snapshot;
        var live = RequireLive();
        if (string.IsNullOrEmpty(operationId)) throw new InvalidArgumentException("operation_id", "it is empty; it makes a repeated snapshot harmless");
        var weights = await live.Weights();
        var digest = await Task.Run(() => services.Snapshots.Save(weights));
        var session = state.State;
        return await GrainFactory.GetGrain<IModel>(session.Spec!.Model).Publish(new ModelVersionDraft(
            $"session:{Session}:{operationId}", digest, session.Architecture!, session.Signature!,
            new Lineage
            {
                ParentModel = session.StartVersion is null ? null : session.Spec.Model,
                ParentVersion = session.StartVersion,
                ParentWeightsSha256 = session.StartWeightsSha256,
                Session = Session,
                Sequence = live.Sequence,
            },
            new Dictionary<string, double>(live.Metrics), promote) { Guard = guard });
    }

    public async Task<OnlineSessionReport> Close()
    {
        var live = RequireLive();
        if (state.State.Closed) return await Report();
        await StoreCheckpoint(live, closes: true);
        services.Open.Remove(Session);
        LogClosed(log, Session, live.Sequence);
        return await Report();
    }

    public Task<WriterReport> Attach() => throw new NotImplementedException();

    public Task<LearnReport> LearnMany(string operationId, LearnBatch batch) => throw new NotImplementedException();

    public Task<TicketedPrediction> PredictTicketed(float[] features) => throw new NotImplementedException();

    public Task<LearnReport> LearnLate(LateLabels labels) => throw new NotImplementedException();

    public Task<OnlineSessionReport> Rollback(int version) => throw new NotImplementedException();

    private LiveSession RequireLive()
    {
        RequireExists();
        if (_damage is not null) throw new PreconditionException($"session '{Session}'", $"it is damaged: {_damage}");
        return _live ?? throw new PreconditionException($"session '{Session}'", "it is not open");
    }

    private void RequireExists()
    {
        if (!state.RecordExists) throw new ResourceNotFoundException("online session", Session);
    }

    private async Task<OnlineSessionReport> Report()
    {
        var session = state.State;
        return new OnlineSessionReport
        {
            Session = Session,
            Spec = session.Spec!,
            State = _damage is not null ? SessionState.Damaged : session.Closed ? SessionState.Closed : SessionState.Open,
            StartVersion = session.StartVersion,
            Signature = session.Signature!,
            InputShape = session.Architecture!.Input,
            Examples = _live?.Sequence ?? session.Checkpoint!.Position,
            LastSequence = _live?.Sequence ?? session.Checkpoint!.Position,
            WeightsSha256 = _live is null ? "" : await _live.WeightsSha256(),
            Metrics = _live?.Metrics ?? new Dictionary<string, double>(),
            CheckpointSequence = session.Checkpoint!.Position,
            OpenedAt = session.OpenedAt,
            Damage = _damage,
        };
    }
}
