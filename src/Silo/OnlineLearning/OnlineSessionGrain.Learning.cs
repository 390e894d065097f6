using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Silo.Prediction;
using DistributedDL.Storage.Blobs;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>Writers and their batches. These calls interleave with all others; the pipeline brings them into order.</summary>
internal sealed partial class OnlineSessionGrain
{
    /// <summary>Writers of one activation; their numbers go on from those of every activation before.</summary>
    private const int WriterBits = 20;

    private const int MostIdLength = 200;

    /// <summary>128 MiB; what the journal makes of it stays within one of its records.</summary>
    private const long MostCallBytes = 128 << 20;

    private long _writer;
    private bool _closing;
    private IGrainTimer? _publishing;

    public async Task<WriterReport> Attach()
    {
        var live = RequireLearning();
        // At once, so that what the writer before still sends is refused; what was accepted of it is learned first.
        var writer = _writer = _writer == 0 ? (state.State.FencingNumber << WriterBits) + 1 : _writer + 1;
        var sequence = await _pipeline!.AtRest(() => Task.FromResult(live.Sequence));
        return new WriterReport(writer, sequence, live.InputWidth, PresentSignature);
    }

    public async Task<LearnReport> Learn(LearnBatch batch)
    {
        var live = RequireLearning();
        CheckWriter(batch.Writer);
        return await Learn(batch.Features.LongLength + batch.Examples, () => live.Memory.Admit(batch, _reader!.Targets(batch)));
    }

    public async Task<LearnReport> LearnMany(string operationId, LearnBatch batch)
    {
        var live = RequireLearning();
        if (operationId is not { Length: >= 1 and <= MostIdLength })
            throw new InvalidArgumentException("operation_id", $"it has {operationId?.Length ?? 0} characters; it takes 1 to {MostIdLength}, and makes a repeated call harmless");
        return await Learn(batch.Features.LongLength + batch.Examples, () =>
            live.Memory.Admit(operationId, batch.Features, _reader!.Targets(batch, numbered: false)));
    }

    public async Task<TicketedPrediction> PredictTicketed(float[] features)
    {
        var live = RequireLearning();
        var (model, tickets) = (state.State.Spec!.Model, state.State.Spec.Tickets);
        var rows = FeatureRows.Check(features, live.InputWidth, $"model '{model}'");
        if (rows > tickets.Most) throw new InvalidArgumentException("features", $"{rows} examples given; the session has {tickets.Most} tickets open at most");
        var prediction = await Predict(features);
        var now = services.Time.GetUtcNow();
        var issued = new TicketsIssued(now, now + tickets.Lifetime, rows, features, prediction.Outputs);
        IReadOnlyList<string> names = [];
        await Learn(features.LongLength + prediction.Outputs.Length, () =>
        {
            (var admission, names) = live.Memory.Admit(issued, tickets.Most);
            return admission;
        });
        return new TicketedPrediction(prediction, names, issued.ExpiresAt);
    }

    public async Task<LearnReport> LearnLate(LateLabels labels)
    {
        var live = RequireLearning();
        return await Learn(labels.Tickets.Count * (long)live.InputWidth, () =>
        {
            var targets = _reader!.Targets(labels);
            return live.Memory.Admit(new LateExamples(services.Time.GetUtcNow(), [.. labels.Tickets], targets.Values), targets.NewLabels);
        });
    }

    private async Task<LearnReport> Learn(long numbers, Func<SessionAdmission> admit)
    {
        if (sizeof(float) * numbers > MostCallBytes)
            throw new InvalidArgumentException("features", $"{sizeof(float) * numbers} bytes of features and targets given; a call takes {MostCallBytes} at most");
        var report = await _pipeline!.Enqueue(new SessionCall(sizeof(float) * numbers, admit));
        ArmPublishing();
        LookAtSchedule(_live);
        if (report.Predictions.Length > 0)
        {
            services.Metrics.Learned(state.State.Spec!.Model, report.Predictions.Length);
            services.Open.Report(Session, report.Metrics, _live?.Drift ?? []);
        }
        return state.State.Spec!.UnknownLabels == UnknownLabels.Grow ? report with { Labels = PresentSignature.Labels } : report;
    }

    // One shot after learning, so that an idle session costs no timer.
    private void ArmPublishing()
    {
        if (_publishing is not null || _live?.PublishAfter is not { } after) return;
        _publishing = this.RegisterGrainTimer(Publish, new GrainTimerCreationOptions(after, Timeout.InfiniteTimeSpan) { Interleave = true });
    }

    private async Task Publish(CancellationToken cancellation)
    {
        _publishing?.Dispose();
        _publishing = null;
        if (_live is not { } live || _pipeline is not { IsBroken: false } pipeline) return;
        await pipeline.AtRest(live.PublishAtRest);
    }

    private LiveSession RequireLearning()
    {
        var live = RequireLive();
        if (state.State.Closed || _closing) throw new PreconditionException($"session '{Session}'", "it is closed and takes no more examples");
        return live;
    }

    private void CheckWriter(long writer)
    {
        if (writer == 0 || writer == _writer) return;
        if (writer >> WriterBits != state.State.FencingNumber) throw new SessionMovedException(Session, "it has recovered since this writer began", RetryAfterTakeover);
        throw new PreconditionException($"session '{Session}'", $"another writer has begun: {_writer}, after {writer}; a session has one writer at a time");
    }

    /// <returns>What the calls are told that wait.</returns>
    private Exception Broken(LiveSession live, Exception e)
    {
        Abandon(live);
        switch (e)
        {
            case BlobConditionException:
                // Another activation has appended: this one is stale, and nothing of the group was applied by it.
                LogOvertaken(log, e, Session);
                return new SessionMovedException(Session, "another activation has taken it over", RetryAfterTakeover);
            case IOException:
                LogNotJournalled(log, e, Session);
                return new PreconditionException($"session '{Session}'", $"its journal could not be written, and the batch was not acknowledged: {e.Message}");
            default:
                // Where the store is unavailable, that itself is told, with the time to come again: the next call recovers.
                LogNotJournalled(log, e, Session);
                return e;
        }
    }
}
