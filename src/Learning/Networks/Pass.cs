using DistributedDL.Learning.Layers;
using DistributedDL.Learning.Numerics;

namespace DistributedDL.Learning.Networks;

/// <summary>Runs a network's operations forward and backward over buffers for a number of examples.</summary>
internal abstract class Pass(IReadOnlyList<Operation> operations, int inputWidth, int capacity) : IDisposable
{
    // A frozen layer is not to change: what it gathers in training stays as it is too.
    private readonly (IPhased Operation, int Index, bool IsFrozen)[] _phased =
    [
        .. operations.Index().Where(entry => entry.Item is IPhased)
            .Select(entry => ((IPhased)entry.Item, entry.Index, entry.Item.Parameters.Any(parameter => parameter.IsFrozen))),
    ];

    /// <summary>The most examples at once.</summary>
    public int Capacity { get; } = capacity;

    /// <summary>Raw features <c>[examples, input width]</c>; filled before <see cref="Forward"/>.</summary>
    public NativeBuffer Input { get; } = new((long)inputWidth * capacity);

    /// <summary>Seed of the run and updates done: where chance in training comes from.</summary>
    public (long Seed, long Step) Chance { get; set; }

    /// <summary>Outputs of the first <paramref name="operations"/> operations, <c>[examples, width]</c>; valid until the next call.</summary>
    /// <param name="learns">A call of <see cref="Backward"/> follows.</param>
    public NativeBuffer Forward(int examples, int operations, bool learns)
    {
        foreach (var (operation, index, isFrozen) in _phased) operation.Begin(new Phase(learns && !isFrozen, Chance.Seed, Chance.Step, index));
        return Run(examples, operations, learns);
    }

    /// <summary>Room for the derivative of the loss by the output of <see cref="Forward"/>.</summary>
    public abstract NativeBuffer OutputGradient(int operations);

    /// <summary>Sets the gradients of all parameters from <see cref="OutputGradient"/>, after <see cref="Forward"/> of the same size.</summary>
    public abstract void Backward(int examples, int operations);

    public static Pass Create(IReadOnlyList<Operation> operations, ParameterStorage parameters, IReadOnlyList<int> input, int capacity, bool autograd) =>
        autograd || operations.Any(operation => operation is not IWrittenOut && !operation.IsView)
            ? new AutogradPass(operations, parameters, input, capacity)
            : new WrittenOutPass(operations, (int)Shape.Width(input), capacity);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The work of <see cref="Forward"/>.</summary>
    protected abstract NativeBuffer Run(int examples, int operations, bool learns);

    protected virtual void Dispose(bool disposing) => Input.Dispose();
}
