using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Storage.Blobs;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>Writers and their batches. These calls interleave with all others; the pipeline brings them into order.</summary>
internal sealed partial class OnlineSessionGrain
{
    /// <summary>Writers of one activation; their numbers go on from those of every activation before.</summary>
    private const int WriterBits = 20;

    private long _writer;
    private bool _closing;

    public async Task<WriterReport> Attach()
    {
        var live = RequireLearning();
        // At once, so that what the writer before still sends is refused; what was accepted of it is learned first.
        var writer = _writer = _writer == 0 ? (live.FencingNumber << WriterBits) + 1 : _writer + 1;
        var sequence = await _pipeline!.AtRest(() => Task.FromResult(live.Sequence));
        return new WriterReport(writer, sequence, live.InputWidth, state.State.Signature!, state.State.Spec!.HashedWidth);
    }

    public async Task<LearnReport> Learn(LearnBatch batch)
    {
        var live = RequireLearning();
        CheckWriter(batch.Writer, live.FencingNumber);
        var targets = _reader!.Targets(batch);
        var report = await _pipeline!.Enqueue(new SessionCall(
            sizeof(float) * (batch.Features.LongLength + targets.Length), () => live.Memory.Admit(batch, targets)));
        if (report.Predictions.Length > 0)
        {
            services.Metrics.Learned(state.State.Spec!.Model, report.Predictions.Length);
            services.Open.Report(Session, live.Metrics, live.Drift);
        }
        return report;
    }

    private LiveSession RequireLearning()
    {
        var live = RequireLive();
        if (state.State.Closed || _closing) throw new PreconditionException($"session '{Session}'", "it is closed and takes no more examples");
        return live;
    }

    private void CheckWriter(long writer, long fencingNumber)
    {
        if (writer == 0 || writer == _writer) return;
        if (writer >> WriterBits != fencingNumber) throw new OverloadedException($"session '{Session}' (attach again: it has recovered since)", RetryAfterTakeover);
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
                return new OverloadedException($"session '{Session}' (taken over by another activation)", RetryAfterTakeover);
            case IOException:
                LogNotJournalled(log, e, Session);
                return new PreconditionException($"session '{Session}'", $"its journal could not be written, and the batch was not acknowledged: {e.Message}");
            default:
                LogNotJournalled(log, e, Session);
                return e;
        }
    }
}
