using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Grpc.Core;

namespace DistributedDL.Client.OnlineLearning;

/// <summary>
/// Sends examples to an online session so that each is learned exactly once, across broken connections and restarts of the server:
/// batches carry sequence numbers, and what was not acknowledged is sent again.
/// One caller sends while another reads <see cref="Acknowledgements"/>; <see cref="Learn"/> does both.
/// </summary>
public sealed class OnlineSessionClient : IAsyncDisposable
{
    private readonly Channel<AcknowledgedBatches> _acknowledged = Channel.CreateUnbounded<AcknowledgedBatches>(new() { SingleReader = true });
    private readonly UnacknowledgedBatches _batches = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly SemaphoreSlim _places;
    private readonly Task _running;

    private OnlineSessionClient(DistributedDLClient client, string session, OnlineSessionOptions options, TaskCompletionSource<long> connected)
    {
        Session = session;
        _places = new SemaphoreSlim(options.MaxInFlight);
        _running = Run(new SessionConnection(client.OnlineLearning, session, options, _batches, _acknowledged.Writer, connected), connected);
    }

    public string Session { get; }

    /// <summary>The session's last durable sequence number when this client connected; 0 when it had learned nothing.</summary>
    public long LastDurableSequence { get; private set; }

    /// <summary>The sequence number that the next example gets.</summary>
    public long NextSequence => _batches.NextSequence;

    /// <summary>Connects and learns the last durable sequence number.</summary>
    /// <exception cref="RpcException">There is no such session, it takes no examples, or no server answered in all attempts.</exception>
    public static async Task<OnlineSessionClient> Connect(
        DistributedDLClient client, string session, OnlineSessionOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new OnlineSessionOptions();
        options.Validate();
        var connected = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        var made = new OnlineSessionClient(client, session, options, connected);
        try
        {
            made.LastDurableSequence = await connected.Task.WaitAsync(cancellation);
            return made;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes a batch for sending; waits while <see cref="OnlineSessionOptions.MaxInFlight"/> acknowledgements are unread.</summary>
    /// <param name="examples">
    /// Features, and a label, label index or value for each example. Its first sequence number is set here; where it is given, it must be
    /// <see cref="NextSequence"/>. Not to be changed afterwards.
    /// </param>
    /// <exception cref="ArgumentException">The batch is empty, has labels and values, or another sequence number than the next.</exception>
    /// <exception cref="RpcException">The session has failed; sending is over.</exception>
    public async ValueTask Send(LearnExamples examples, CancellationToken cancellation = default)
    {
        UnacknowledgedBatches.Check(examples);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _ended.Token);
        try
        {
            await _places.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            await _running;
            throw new InvalidOperationException($"session '{Session}' was completed or disposed; it takes no more examples");
        }
        try
        {
            _batches.Add(examples);
        }
        catch
        {
            _places.Release();
            throw;
        }
    }

    /// <summary>No more examples follow; <see cref="Acknowledgements"/> ends after the last one.</summary>
    public void CompleteSending() => _batches.Complete();

    /// <summary>Acknowledgements in order, one a batch: when one is here, its examples are durable.</summary>
    /// <exception cref="RpcException">The session refused a batch, or no server answered in all attempts.</exception>
    /// <exception cref="SessionDivergedException">The server's sequence numbers cannot be those of this client.</exception>
    public async IAsyncEnumerable<LearnAcknowledged> Acknowledgements([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var (acknowledged, batches) in _acknowledged.Reader.ReadAllAsync(cancellation))
        {
            if (batches > 0) _places.Release(batches);
            yield return acknowledged;
        }
    }

    /// <summary>Sends all batches and gives their acknowledgements. Where the reader pauses, so does the taking of batches.</summary>
    public async IAsyncEnumerable<LearnAcknowledged> Learn(
        IAsyncEnumerable<LearnExamples> batches, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var sending = SendAll(batches, stop);
        try
        {
            await using var acknowledged = Acknowledgements(stop.Token).GetAsyncEnumerator(CancellationToken.None);
            while (await Next(acknowledged, sending, cancellation)) yield return acknowledged.Current;
        }
        finally
        {
            await stop.CancelAsync();
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task SendAll(IAsyncEnumerable<LearnExamples> batches, CancellationTokenSource stop)
    {
        try
        {
            await foreach (var batch in batches.WithCancellation(stop.Token)) await Send(batch, stop.Token);
            CompleteSending();
        }
        catch
        {
            // When the session ended, what it acknowledged before is still to be read, and then its failure.
            if (!_ended.IsCancellationRequested) await stop.CancelAsync();
            throw;
        }
    }

    /// <summary>When the taking of batches failed, that is the failure to tell.</summary>
    private static async ValueTask<bool> Next(IAsyncEnumerator<LearnAcknowledged> acknowledged, Task sending, CancellationToken cancellation)
    {
        try
        {
            return await acknowledged.MoveNextAsync();
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            await sending;
            throw;
        }
    }

    private async Task Run(SessionConnection connection, TaskCompletionSource<long> connected)
    {
        try
        {
            await connection.Run(_stop.Token);
            _acknowledged.Writer.Complete();
        }
        catch (Exception e)
        {
            connected.TrySetException(e);
            _acknowledged.Writer.Complete(e);
            throw;
        }
        finally
        {
            await _ended.CancelAsync();
        }
    }
}
