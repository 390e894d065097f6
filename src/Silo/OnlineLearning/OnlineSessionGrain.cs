using DistributedDL.Clustering;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Naming;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Prediction;
using DistributedDL.Silo.Catalog;
using DistributedDL.Silo.Placement;
using DistributedDL.Silo.Prediction;
using DistributedDL.Storage.OnlineLearning;
using Microsoft.Extensions.Logging;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>Owns one online session. The calls are here, learning is in <c>OnlineSessionGrain.Learning.cs</c>, recovery and checkpoints in <c>OnlineSessionGrain.Durability.cs</c>, versions in <c>OnlineSessionGrain.Snapshots.cs</c>.</summary>
[GrainType(StateNames.OnlineSession), RunsOn(ProcessRoles.Serving)]
internal sealed partial class OnlineSessionGrain(
    [PersistentState(StateNames.State)] IPersistentState<OnlineSessionState> state,
    OnlineSessionServices services,
    ILogger<OnlineSessionGrain> log) : Grain, IOnlineSession
{
    private LiveSession? _live;
    private LearnPipeline? _pipeline;
    private LearnBatchReader? _reader;
    private string? _damage;

    /// <summary>With the labels that a growing head has come to.</summary>
    private ModelSignature PresentSignature => _live is { } live ? state.State.Signature! with { Labels = live.Memory.Labels.All } : state.State.Signature!;

    private string Session => this.GetPrimaryKeyString();

    public async Task<OnlineSessionReport> Open(OnlineSessionSpec spec)
    {
        var faults = new List<FieldViolation>();
        ResourceName.Check("session", Session, faults);
        ResourceName.Check("model", spec.Model, faults);
        SessionSpecCheck.Check(spec, faults);
        InvalidArgumentException.ThrowIfAny(faults);
        if (state.RecordExists) throw new ResourceExistsException("online session", Session);

        var start = await SessionStart.Find(spec, GrainFactory.GetGrain<IModel>(spec.Model));
        SessionSpecCheck.CheckWidth(spec, start.Architecture.Input.Aggregate(1, (product, size) => product * size));
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
        TakePlace();
        state.State = opened;
        await WriteState();
        await Recover(isNew: true, CancellationToken.None);
        LogOpened(log, Session, spec.Model, start.Version?.Version);
        return await Report();
    }

    public async Task<PredictReport> Predict(float[] features)
    {
        var live = RequireLive();
        var model = state.State.Spec!.Model;
        var rows = FeatureRows.Check(features, live.InputWidth, $"model '{model}'");
        try
        {
            var (outputs, width) = await live.Predict(features, rows);
            services.Metrics.Predicted(model, rows);
            var signature = PresentSignature;
            // A label that came since has no output in these weights.
            if (signature.Labels.Count > width && width > 1) signature = signature with { Labels = [.. signature.Labels.Take(width)] };
            return new PredictReport(model, 0, outputs, width, signature);
        }
        catch (ObjectDisposedException)
        {
            throw new SessionMovedException(Session, "it is about to recover", RetryAfterTakeover);
        }
    }

    public Task<ModelSignature> Signature()
    {
        RequireExists();
        return Task.FromResult(PresentSignature);
    }

    public Task<OnlineSessionReport> Show()
    {
        RequireExists();
        return Report();
    }

    public async Task<OnlineSessionReport> Close()
    {
        var live = RequireLive();
        if (state.State.Closed) return await Report();
        _closing = true;
        try
        {
            await _pipeline!.AtRest(() => StoreCheckpoint(live, closes: true));
        }
        finally
        {
            _closing = false;
        }
        services.Open.Remove(Session);
        LogClosed(log, Session, live.Sequence);
        return await Report();
    }

    private LiveSession RequireLive()
    {
        RequireExists();
        if (_full is not null) throw _full;
        if (_damage is not null) throw new PreconditionException($"session '{Session}'", $"it is damaged: {_damage}. Bring that blob back, or go on with 'ddl session rollback {Session} V', where V is a version of model '{state.State.Spec!.Model}'");
        return _live ?? throw new SessionMovedException(Session, "it is about to recover", RetryAfterTakeover);
    }

    private void RequireExists()
    {
        if (!state.RecordExists) throw new ResourceNotFoundException("online session", Session);
    }

    private async Task<OnlineSessionReport> Report()
    {
        var (session, live) = (state.State, _live);
        var digest = live is null ? "" : await _pipeline!.AtRest(live.WeightsSha256);
        return new OnlineSessionReport
        {
            Session = Session,
            Spec = session.Spec!,
            State = _damage is not null ? SessionState.Damaged : session.Closed ? SessionState.Closed : SessionState.Open,
            StartVersion = session.StartVersion,
            Signature = PresentSignature,
            InputShape = session.Architecture!.Input,
            Examples = live?.Examples ?? session.Checkpoint!.Position,
            LastSequence = live?.Sequence ?? session.Checkpoint!.Position,
            WeightsSha256 = digest,
            Metrics = live?.Metrics ?? new Dictionary<string, double>(),
            CheckpointSequence = session.Checkpoint!.Position,
            OpenedAt = session.OpenedAt,
            Damage = _damage,
            OpenTickets = live?.Memory.OpenTickets ?? 0,
            Recovery = _recovery,
            Drift = live?.Drift ?? [],
            Snapshots = _lastSnapshot,
        };
    }
}
