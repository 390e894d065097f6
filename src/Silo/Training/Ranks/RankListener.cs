using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace DistributedDL.Silo.Training.Ranks;

/// <summary>
/// Where the ranks of other processes call, one a silo: a thread that looks at all connections which have not said yet whose they are.
/// 1. A connection is taken, up to a bound. 2. It says who it is within a limit, else it is closed. 3. The greeting is judged by the ticket of the rank
/// it asks for; 4. accepted, the connection is handed to that rank; refused, it is told why, and closed. No stranger can make it fail.
/// </summary>
/// <param name="sharesMemory">Whether ranks on one machine share memory.</param>
internal sealed partial class RankListener(
    IPAddress address, int port, RankLimits limits, bool sharesMemory, TimeProvider time, ILogger<RankListener> log) : IDisposable
{
    private const int MaxCallers = 64;
    private const int WaitMicroseconds = 100_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<(Guid Token, int Rank), RankExpectation> _expected = [];
    private readonly List<RankCaller> _callers = [];
    private Socket? _socket;
    private Thread? _thread;
    private volatile bool _stopped;

    /// <summary>After <see cref="Start"/>.</summary>
    public int Port => ((IPEndPoint)_socket!.LocalEndPoint!).Port;

    public RankLimits Limits { get; } = limits;

    public bool SharesMemory { get; } = sharesMemory;

    public TimeProvider Time { get; } = time;

    /// <exception cref="SocketException">The address or port cannot be listened on.</exception>
    public void Start()
    {
        _socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
        _socket.Bind(new IPEndPoint(address, port));
        _socket.Listen(MaxCallers);
        _thread = new Thread(Run) { Name = "Rank listener", IsBackground = true };
        _thread.Start();
    }

    /// <summary>From now on ranks of this ticket's attempt may call its rank.</summary>
    /// <exception cref="ArgumentException">A rank with this token waits already.</exception>
    public RankExpectation Expect(RankTicket ticket)
    {
        var expectation = new RankExpectation(ticket, Forget);
        lock (_gate) _expected.Add((ticket.Token, ticket.Rank), expectation);
        return expectation;
    }

    public void Dispose()
    {
        _stopped = true;
        _thread?.Join();
        _socket?.Dispose();
        foreach (var caller in _callers) caller.Socket.Dispose();
        _callers.Clear();
    }

    private void Forget(RankExpectation expectation)
    {
        lock (_gate) _expected.Remove((expectation.Ticket.Token, expectation.Ticket.Rank));
    }

    private void Run()
    {
        var ready = new List<Socket>();
        while (!_stopped)
        {
            ready.Clear();
            if (_callers.Count < MaxCallers) ready.Add(_socket!);
            ready.AddRange(_callers.Select(caller => caller.Socket));
            try
            {
                Socket.Select(ready, null, null, WaitMicroseconds);
                if (ready.Contains(_socket!)) Accept();
            }
            catch (SocketException e)
            {
                LogFailed(log, e);
                // Out of descriptors, most likely: look again a little later.
                using var never = new ManualResetEventSlim();
                never.Wait(TimeSpan.FromMicroseconds(WaitMicroseconds));
            }
            foreach (var caller in _callers.ToArray())
            {
                if (ready.Contains(caller.Socket) ? IsDone(caller) : IsLate(caller)) _callers.Remove(caller);
            }
        }
    }

    private void Accept()
    {
        // 1.
        var socket = _socket!.Accept();
        socket.Blocking = false;
        _callers.Add(new RankCaller(socket, Time.GetTimestamp()));
    }

    /// <returns>False while more is to come.</returns>
    private bool IsDone(RankCaller caller)
    {
        // 2.
        if (!caller.Read())
        {
            LogStranger(log, caller.From);
            caller.Socket.Dispose();
            return true;
        }
        if (!caller.IsComplete) return IsLate(caller);
        Decide(caller, caller.Greeting!);
        return true;
    }

    private bool IsLate(RankCaller caller)
    {
        if (Time.GetElapsedTime(caller.Since) < Limits.Handshake) return false;
        LogStranger(log, caller.From);
        caller.Socket.Dispose();
        return true;
    }

    private void Decide(RankCaller caller, RankGreeting greeting)
    {
        RankExpectation? expectation;
        lock (_gate) _expected.TryGetValue((greeting.From.Token, greeting.To), out expectation);
        // 3.
        var verdict = expectation is null ? RankVerdict.UnknownToken : greeting.Judge(expectation.Ticket);
        // Told to the log before the caller, who may act on it at once. A rank that is early calls again; it is no stranger.
        if (verdict == RankVerdict.UnknownToken) LogUnknown(log, caller.From, greeting.From.Rank, greeting.From.Attempt);
        else if (verdict != RankVerdict.Accepted) LogRefused(log, caller.From, greeting.From.Rank, greeting.From.Attempt, verdict);
        var memory = verdict == RankVerdict.Accepted && SharesMemory && greeting.Memory != Guid.Empty ? RankMemory.Open(greeting.Memory) : null;
        caller.Socket.Send(RankGreeting.Answer(verdict, memory is not null), SocketFlags.None, out var error);
        // 4.
        if (verdict == RankVerdict.Accepted && error == SocketError.Success && expectation!.Arrive(new RankConnection(greeting.From.Rank, caller.Socket, memory))) return;
        memory?.Dispose();
        caller.Socket.Dispose();
    }
}
