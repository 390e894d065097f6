using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Prediction;
using DistributedDL.Gateway.Metrics;
using Google.Protobuf.Collections;

namespace DistributedDL.Gateway.Prediction;

/// <summary>
/// Calls for one version, gathered into groups: while one group is with the predictor the next one gathers, so that no
/// caller waits for a timer. Groups keep the order of arrival. Thread-safe.
/// </summary>
/// <param name="forget">Called when nobody waits and no answer ever came: there may be no such model.</param>
internal sealed class PredictQueue(string name, Func<float[], Task<PredictReport>> predict, Action<PredictQueue> forget, GatewayOptions options, GatewayMetrics metrics)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly LinkedList<PredictCall> _waiting = [];
    private int _running;

    // Numbers in one example, as the last answer showed; null while there was none. Only calls that are whole examples of
    // it share a group: the predictor would take two halves for one.
    private int? _width;

    /// <param name="features">Whole examples, finite; not to be changed until the task ends.</param>
    /// <param name="cancellation">Takes the caller out of the queue.</param>
    /// <exception cref="OverloadedException">Too many callers wait.</exception>
    public async Task<PredictSlice> Predict(RepeatedField<float> features, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var call = new PredictCall(features);
        LinkedListNode<PredictCall> node;
        bool starts;
        lock (_gate)
        {
            starts = _running < options.MaxConcurrentBatches;
            if (!starts && _waiting.Count >= options.MaxWaitingPredictions) throw new OverloadedException($"the queue of predictions with {name}", RetryAfter);
            node = _waiting.AddLast(call);
            if (starts) _running++;
        }
        await using var registration = cancellation.UnsafeRegister(_ =>
        {
            Remove(node);
            call.Cancel(cancellation);
        }, null);
        if (starts) _ = Run();
        return await call.Done;
    }

    private async Task Run()
    {
        do
        {
            // Behind the requests that the thread pool has queued already: they join the group. An idle pool goes on at once.
            await Task.Yield();
            if (Take() is not { } group) break;
            await Predict(group);
        }
        while (true);
        bool unknown;
        lock (_gate) unknown = _width is null && _running == 0;
        if (unknown) forget(this);
    }

    private void Remove(LinkedListNode<PredictCall> node)
    {
        lock (_gate)
            if (node.List is not null) _waiting.Remove(node);
    }

    private List<PredictCall>? Take()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                _running--;
                return null;
            }
            var group = new List<PredictCall>(Math.Min(_waiting.Count, options.MaxBatchExamples));
            var values = 0;
            do
            {
                var next = _waiting.First!.Value;
                if (group.Count > 0 && !Fits_NeedsLock(group[0], next, values)) break;
                values += next.Count;
                group.Add(next);
                _waiting.RemoveFirst();
            }
            while (_waiting.Count > 0);
            return group;
        }
    }

    private bool Fits_NeedsLock(PredictCall first, PredictCall next, int values) =>
        _width is { } width && first.Count % width == 0 && next.Count % width == 0
        && (values + next.Count) / width <= options.MaxBatchExamples && (values + next.Count) * sizeof(float) <= options.MaxBatchBytes;

    private async Task Predict(List<PredictCall> group)
    {
        try
        {
            var features = Concatenate(group);
            var report = await predict(features);
            if (!TryDistribute(group, report, features.Length)) await PredictEach(group);
        }
        catch (InvalidArgumentException) when (group.Count > 1)
        {
            // One bad caller fails the whole group; each alone, the others have their predictions.
            await PredictEach(group);
        }
        catch (Exception e)
        {
            if (e is ResourceNotFoundException)
                lock (_gate) _width = null;
            foreach (var call in group) call.Fail(e);
        }
    }

    private async Task PredictEach(List<PredictCall> group)
    {
        foreach (var call in group)
            if (!call.Done.IsCompleted)
                await Predict([call]);
    }

    /// <returns>False when the examples of some caller are not whole ones of this version: the live one has moved to another width.</returns>
    private bool TryDistribute(List<PredictCall> group, PredictReport report, int values)
    {
        var examples = PredictSlice.All(report).Examples;
        if (examples < 1 || values % examples != 0)
            throw new InvalidOperationException($"predictor of {name}: {values} values gave {report.Outputs.Length} outputs of width {report.OutputWidth}");
        var width = values / examples;
        lock (_gate) _width = width;
        foreach (var call in group)
            if (call.Count % width != 0)
                return false;
        metrics.Batch(examples);
        var first = 0;
        foreach (var call in group)
        {
            call.Succeed(new PredictSlice(report, first, call.Count / width));
            first += call.Count / width;
        }
        return true;
    }

    private static float[] Concatenate(List<PredictCall> group)
    {
        var total = 0;
        foreach (var call in group) total += call.Count;
        var features = GC.AllocateUninitializedArray<float>(total);
        var offset = 0;
        foreach (var call in group)
        {
            call.Features.CopyTo(features.AsSpan(offset));
            offset += call.Count;
        }
        return features;
    }
}
