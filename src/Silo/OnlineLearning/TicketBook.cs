using System.Globalization;
using DistributedDL.Contracts.Errors;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>
/// Open tickets, and the last ones that were learned or have expired. Time comes from the operations alone, as it was recorded, so that a replay
/// drops the same tickets; a clock that was moved back only lets tickets live longer.
/// </summary>
internal sealed class TicketBook(string session)
{
    public const int MostClosed = 4_096;

    private static readonly TimeSpan RetryWhenFull = TimeSpan.FromSeconds(10);

    // In order of issue: all tickets of a session live equally long, so the first ones expire first, but for a clock that was moved.
    private readonly OrderedDictionary<string, OpenTicket> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ClosedTicket> _closed = new(StringComparer.Ordinal);
    private readonly Queue<ClosedTicket> _closedInOrder = new();

    public IReadOnlyList<OpenTicket> Open => _open.Values;

    public IReadOnlyCollection<ClosedTicket> Closed => _closedInOrder;

    /// <exception cref="OverloadedException">Too many tickets are open.</exception>
    public void CheckRoom(int tickets, int most, DateTimeOffset now)
    {
        if (_open.Count + tickets <= most) return;
        var waiting = _open.Values.Count(ticket => ticket.ExpiresAt >= now);
        if (waiting + tickets > most) throw new OverloadedException($"session '{session}': {waiting} tickets of {most} are open, {tickets} more", RetryWhenFull);
    }

    /// <summary>The names of an operation's tickets.</summary>
    public static string[] Names(int epoch, long operation, int count) =>
        [.. Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"t{epoch}-{operation}-{i}"))];

    public void Issue(IReadOnlyList<string> names, TicketsIssued issued)
    {
        Drop(issued.At);
        var (width, outputs) = (issued.Features.Length / issued.Count, issued.Outputs.Length / issued.Count);
        for (var i = 0; i < issued.Count; i++)
            Add(new OpenTicket(names[i], issued.ExpiresAt, issued.Features[(i * width)..((i + 1) * width)], issued.Outputs[(i * outputs)..((i + 1) * outputs)]));
    }

    /// <returns>The places in <paramref name="tickets"/> that are to be learned; the others have been, with the same target.</returns>
    /// <exception cref="InvalidArgumentException">A ticket is given twice.</exception>
    /// <exception cref="ResourceNotFoundException">A ticket is unknown.</exception>
    /// <exception cref="PreconditionException">A ticket has expired, or was learned with another target.</exception>
    public List<int> FindNew(IReadOnlyList<string> tickets, float[] targets, DateTimeOffset now)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var found = new List<int>();
        for (var i = 0; i < tickets.Count; i++)
        {
            var id = tickets[i];
            if (!seen.Add(id)) throw new InvalidArgumentException($"tickets[{i}]", $"'{id}' is given twice");
            if (_open.TryGetValue(id, out var open))
            {
                if (open.ExpiresAt < now) throw Expired(id, open.ExpiresAt);
                found.Add(i);
            }
            else if (!_closed.TryGetValue(id, out var closed)) throw new ResourceNotFoundException("ticket", id);
            else if (closed.Target is not { } target) throw Expired(id, closed.ExpiresAt);
            else if (target != targets[i]) throw new PreconditionException($"ticket '{id}'", "it was learned with another label");
        }
        return found;
    }

    /// <summary>Takes tickets out to be learned.</summary>
    public List<OpenTicket> Take(LateExamples late)
    {
        Drop(late.At);
        var taken = new List<OpenTicket>(late.Tickets.Length);
        for (var i = 0; i < late.Tickets.Length; i++)
        {
            if (!_open.Remove(late.Tickets[i], out var ticket)) throw new ResourceNotFoundException("ticket", late.Tickets[i]);
            taken.Add(ticket);
            Add(new ClosedTicket(ticket.Id, late.Targets[i], ticket.ExpiresAt));
        }
        return taken;
    }

    public void Add(OpenTicket ticket) => _open.Add(ticket.Id, ticket);

    public void Add(ClosedTicket ticket)
    {
        _closed[ticket.Id] = ticket;
        _closedInOrder.Enqueue(ticket);
        if (_closedInOrder.Count > MostClosed) _closed.Remove(_closedInOrder.Dequeue().Id);
    }

    private void Drop(DateTimeOffset at)
    {
        foreach (var ticket in _open.Values.TakeWhile(ticket => ticket.ExpiresAt < at).ToList())
        {
            _open.Remove(ticket.Id);
            Add(new ClosedTicket(ticket.Id, null, ticket.ExpiresAt));
        }
    }

    private static PreconditionException Expired(string id, DateTimeOffset at) =>
        new($"ticket '{id}'", string.Create(CultureInfo.InvariantCulture, $"it expired at {at:yyyy-MM-ddTHH:mm:ssZ}"));
}
