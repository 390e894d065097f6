using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using DistributedDL.Client.OnlineLearning;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.OnlineLearning;
using Grpc.Core;

namespace DistributedDL.Gateway.OnlineLearning;

/// <summary>
/// A Learn stream after its start. (1) One task reads messages into a bounded inbox; (2) another takes all that has arrived and gives it to
/// the session in one call, while the call before may still run: so the session journals one group and learns the other; (3) a third sends
/// the acknowledgements in order.
/// </summary>
internal sealed class LearnStream(IOnlineSession session, WriterReport writer, LearnInbox inbox, TimeProvider time) : IDisposable
{
    private const int MostUnderWay = 2;

    /// <summary>So often acknowledgements carry metrics; the last one before a pause always does.</summary>
    private static readonly TimeSpan MetricsPeriod = TimeSpan.FromMilliseconds(100);

    private readonly Channel<Task<LearnAnswer>> _answers = Channel.CreateUnbounded<Task<LearnAnswer>>(new() { SingleReader = true, SingleWriter = true });
    private readonly SemaphoreSlim _places = new(MostUnderWay);
    private int _underWay;

    /// <param name="reading">Ends the reading; what was read is still learned and acknowledged.</param>
    /// <param name="ended">What to tell the client when <paramref name="reading"/> was cancelled.</param>
    public async Task Run(IAsyncStreamReader<LearnRequest> requests, IServerStreamWriter<LearnResponse> responses, Func<Exception> ended, CancellationToken reading)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(reading);
        using var over = new CancellationTokenSource();
        var read = Read(requests, ended, stop.Token);
        var learn = Learn(stop.Token, over.Token);
        try
        {
            await Acknowledge(responses);
        }
        finally
        {
            await over.CancelAsync();
            await stop.CancelAsync();
            await Task.WhenAll(read, learn);
        }
    }

    public void Dispose() => _places.Dispose();

    // (1)
    private async Task Read(IAsyncStreamReader<LearnRequest> requests, Func<Exception> ended, CancellationToken reading)
    {
        try
        {
            while (await requests.MoveNext(reading)) await inbox.Add(LearnItem.Read(requests.Current, writer.Width), reading);
            inbox.End(null);
        }
        catch (OperationCanceledException) when (reading.IsCancellationRequested)
        {
            inbox.End(ended());
        }
        catch (Exception e)
        {
            inbox.End(e);
        }
    }

    // (2)
    private async Task Learn(CancellationToken reading, CancellationToken over)
    {
        try
        {
            var before = Task.FromResult(LearnAnswer.Nothing);
            while (true)
            {
                await _places.WaitAsync(over);
                if (await inbox.Take() is not { } group) break;
                over.ThrowIfCancellationRequested();
                Interlocked.Increment(ref _underWay);
                before = Learn(group, before, reading);
                _answers.Writer.TryWrite(before);
            }
            _answers.Writer.Complete();
        }
        catch (Exception e)
        {
            _answers.Writer.Complete(e);
        }
    }

    // (3)
    private async Task Acknowledge(IServerStreamWriter<LearnResponse> responses)
    {
        var told = time.GetTimestamp();
        await foreach (var answering in _answers.Reader.ReadAllAsync())
        {
            var answer = await answering;
            var isLast = Volatile.Read(ref _underWay) == 1 && inbox.IsEmpty;
            if (answer.Acknowledgements.Count > 0 && (isLast || answer.Fault is not null || time.GetElapsedTime(told) >= MetricsPeriod))
            {
                foreach (var (name, value) in answer.Metrics) answer.Acknowledgements[^1].Acknowledged.Metrics.Add(name, value);
                told = time.GetTimestamp();
            }
            foreach (var acknowledgement in answer.Acknowledgements) await responses.WriteAsync(acknowledgement);
            if (answer.Fault is not null) ExceptionDispatchInfo.Throw(answer.Fault);
            Interlocked.Decrement(ref _underWay);
            _places.Release();
        }
    }

    /// <summary>When a group is refused, each message goes alone: those before the bad one are learned, and it is told which.</summary>
    /// <param name="before">The answer to the group before, which may not be there yet.</param>
    /// <returns>Never fails; a failure is part of the answer.</returns>
    private async Task<LearnAnswer> Learn(LearnGroup group, Task<LearnAnswer> before, CancellationToken reading)
    {
        while (true)
        {
            var followsOn = before.IsCompleted;
            try
            {
                var report = await session.Learn(group.ToBatch(writer.Writer));
                return new LearnAnswer(group.Acknowledge(report, writer.Signature), report.Metrics, null);
            }
            catch (SequenceGapException) when (!followsOn)
            {
                // It overtook the group before, or that one was refused and ends the stream.
                if ((await before).Fault is not null) return LearnAnswer.Nothing;
            }
            catch (OverloadedException e) when (!reading.IsCancellationRequested)
            {
                // A stream is read more slowly, and not refused.
                await Task.Delay(e.RetryAfter, time, reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (InvalidArgumentException) when (group.Items.Count > 1)
            {
                return await LearnEach(group, before, reading);
            }
            catch (Exception e)
            {
                return LearnAnswer.Failed(e);
            }
        }
    }

    private async Task<LearnAnswer> LearnEach(LearnGroup group, Task<LearnAnswer> before, CancellationToken reading)
    {
        List<LearnResponse> acknowledgements = [];
        var metrics = LearnAnswer.Nothing.Metrics;
        foreach (var item in group.Items)
        {
            var answer = await Learn(new LearnGroup([item]), before, reading);
            acknowledgements.AddRange(answer.Acknowledgements);
            if (answer.Acknowledgements.Count > 0) metrics = answer.Metrics;
            if (answer.Fault is not null) return new LearnAnswer(acknowledgements, metrics, answer.Fault);
        }
        return new LearnAnswer(acknowledgements, metrics, null);
    }
}
