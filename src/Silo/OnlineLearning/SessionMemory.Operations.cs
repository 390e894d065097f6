using System.Text.Json;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Storage.OnlineLearning;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>What came without sequence numbers: operation ids and tickets.</summary>
internal sealed partial class SessionMemory
{
    private const string ContentName = Prefix + "content";

    private readonly OperationLog _operations = new(session);
    private readonly TicketBook _tickets = new(session);

    /// <summary>Number of the last operation that was admitted.</summary>
    public long Operation { get; private set; }

    /// <summary>Examples that were learned by operation or ticket.</summary>
    public long Unnumbered { get; private set; }

    public int OpenTickets => _tickets.Open.Count;

    /// <exception cref="PreconditionException">The id was used with other content.</exception>
    public SessionAdmission Admit(string operationId, float[] features, LearnTargets targets)
    {
        var operation = new ManyExamples(operationId, features, targets.Values);
        return _operations.Knows(operation)
            ? new SessionAdmission(Sequence, targets.Values.Length, [], [])
            : Admit([.. Added(targets.NewLabels), Record(operation, targets.NewLabels.Count)], 0);
    }

    /// <returns>The names of the tickets.</returns>
    /// <exception cref="OverloadedException">Too many tickets are open.</exception>
    public (SessionAdmission Admission, IReadOnlyList<string> Names) Admit(TicketsIssued issued, int most)
    {
        _tickets.CheckRoom(issued.Count, most, issued.At);
        var admission = Admit([Record(issued)], 0);
        return (admission, TicketBook.Names(epoch, Operation, issued.Count));
    }

    /// <inheritdoc cref="TicketBook.FindNew"/>
    public SessionAdmission Admit(LateExamples late, IReadOnlyList<string> newLabels)
    {
        var learned = _tickets.FindNew(late.Tickets, late.Targets, late.At);
        var duplicates = late.Tickets.Length - learned.Count;
        if (learned.Count == 0) return new SessionAdmission(Sequence, duplicates, [], []);
        var fresh = new LateExamples(late.At, [.. learned.Select(i => late.Tickets[i])], [.. learned.Select(i => late.Targets[i])]);
        return Admit([.. Added(newLabels), Record(fresh, newLabels.Count)], duplicates);
    }

    /// <param name="newLabels">Labels that the call brings: their own operation comes before.</param>
    private JournalRecord Record(SessionOperation operation, int newLabels = 0) =>
        JournalRecord.OfOperation(Operation + (newLabels > 0 ? 2 : 1), Sequence, operation.ToBytes());

    /// <summary>A label comes right before the message that brings it, so that how messages were grouped does not matter.</summary>
    private IEnumerable<JournalRecord> WithNewLabels(List<JournalRecord> records, IReadOnlyList<string> newLabels)
    {
        var (added, operations) = (0, 0L);
        foreach (var record in records)
        {
            var needed = newLabels.Count == 0 ? 0 : (int)record.Targets.ToArray().Max() - labels.Count + 1;
            if (needed > added)
            {
                var fresh = new LabelsAdded([.. newLabels.Skip(added).Take(needed - added)]);
                yield return JournalRecord.OfOperation(Operation + ++operations, record.FirstSequence - 1, fresh.ToBytes());
                added = needed;
            }
            yield return record;
        }
    }

    private IEnumerable<JournalRecord> Added(IReadOnlyList<string> newLabels) => newLabels.Count == 0 ? [] : [Record(new LabelsAdded([.. newLabels]))];

    private LearnerStep Replay(long number, SessionOperation operation)
    {
        Operation = number;
        switch (operation)
        {
            case ManyExamples many:
                _operations.Add(many);
                Unnumbered += many.Targets.Length;
                return new LearnerStep(many.Features, many.Targets);
            case TicketsIssued issued:
                _tickets.Issue(TicketBook.Names(epoch, number, issued.Count), issued);
                return LearnerStep.Nothing;
            case LateExamples late:
                var taken = _tickets.Take(late);
                Unnumbered += taken.Count;
                return new LearnerStep(taken.SelectMany(ticket => ticket.Features).ToArray(), late.Targets) { Outputs = taken.SelectMany(ticket => OfPresentClasses(ticket.Outputs)).ToArray() };
            case LabelsAdded added:
                labels.Add(added.Labels);
                return LearnerStep.Nothing with { Classes = labels.Count };
            default:
                throw new InvalidOperationException($"operation {operation.GetType().Name} is not known");
        }
    }

    // Classes that came after the prediction had no probability then.
    private IEnumerable<float> OfPresentClasses(float[] outputs) =>
        labels.Count > outputs.Length && outputs.Length > 1 ? outputs.Concat(Enumerable.Repeat(0f, labels.Count - outputs.Length)) : outputs;

    private NamedTensor Content()
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(new SessionMemoryContent(_operations.All, _tickets.Open, _tickets.Closed), SessionOperation.Json);
        return new NamedTensor(ContentName, ElementType.U8, [bytes.Length], bytes);
    }

    private void Restore(string checkpoint, ReadOnlyMemory<byte> bytes)
    {
        var content = JsonSerializer.Deserialize<SessionMemoryContent>(bytes.Span, SessionOperation.Json) ?? throw new CorruptBlobException(checkpoint, $"'{ContentName}' is empty");
        foreach (var operation in content.Operations) _operations.Add(operation);
        foreach (var ticket in content.Open) _tickets.Add(ticket);
        foreach (var ticket in content.Closed) _tickets.Add(ticket);
    }
}
