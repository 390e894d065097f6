using System.IO.Hashing;
using System.Runtime.InteropServices;
using DistributedDL.Contracts.Errors;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>The last operation ids that examples were learned under; one that is older is forgotten, and would be learned again.</summary>
internal sealed class OperationLog(string session)
{
    public const int Most = 1_024;

    private readonly Dictionary<string, LearnedOperation> _byId = new(StringComparer.Ordinal);
    private readonly Queue<LearnedOperation> _inOrder = new();

    public IReadOnlyCollection<LearnedOperation> All => _inOrder;

    /// <exception cref="PreconditionException">The id was used with other content.</exception>
    public bool Knows(ManyExamples operation)
    {
        if (!_byId.TryGetValue(operation.Id, out var known)) return false;
        return known.Hash == HashOf(operation) ? true
            : throw new PreconditionException($"session '{session}'", $"operation '{operation.Id}' was learned with other content; an operation id is used once");
    }

    public void Add(ManyExamples operation) => Add(new LearnedOperation(operation.Id, operation.Targets.Length, HashOf(operation)));

    public void Add(LearnedOperation operation)
    {
        _byId[operation.Id] = operation;
        _inOrder.Enqueue(operation);
        if (_inOrder.Count > Most) _byId.Remove(_inOrder.Dequeue().Id);
    }

    private static ulong HashOf(ManyExamples operation) => XxHash3.HashToUInt64(
        MemoryMarshal.AsBytes<float>(operation.Features), (long)XxHash3.HashToUInt64(MemoryMarshal.AsBytes<float>(operation.Targets)));
}
