using DistributedDL.Learning.Layers;
using DistributedDL.Learning.Numerics;

namespace DistributedDL.Learning.Networks;

/// <summary>A pass through written-out kernels, each from one buffer into the next; no graph and no tensor is made.</summary>
internal sealed class WrittenOutPass : Pass
{
    private readonly IWrittenOut?[] _kernels;
    private readonly NativeBuffer[] _outputs;
    private readonly NativeBuffer?[] _gradients;
    private readonly int[] _widths;
    private readonly int _firstLearned;

    public WrittenOutPass(IReadOnlyList<Operation> operations, int inputWidth, int capacity) : base(operations, inputWidth, capacity)
    {
        _kernels = [.. operations.Select(operation => operation as IWrittenOut)];
        _outputs = new NativeBuffer[_kernels.Length];
        _gradients = new NativeBuffer?[_kernels.Length];
        _widths = new int[_kernels.Length];
        for (var i = 0; i < _kernels.Length; i++)
        {
            _widths[i] = _kernels[i]?.OutputWidth ?? (i == 0 ? inputWidth : _widths[i - 1]);
            _outputs[i] = _kernels[i] is null ? Before(i) : new NativeBuffer((long)_widths[i] * capacity);
        }
        _firstLearned = operations.TakeWhile(operation => !operation.Parameters.Any(parameter => parameter.Learns)).Count();
    }

    public override NativeBuffer OutputGradient(int operations) => operations == 0 ? Input : Gradient(operations - 1);

    public override void Backward(int examples, int operations)
    {
        for (var i = operations - 1; i >= _firstLearned; i--)
            _kernels[i]?.Backward(Before(i), _outputs[i], Gradient(i), i > _firstLearned ? Gradient(i - 1) : null, examples);
    }

    protected override NativeBuffer Run(int examples, int operations, bool learns)
    {
        for (var i = 0; i < operations; i++) _kernels[i]?.Forward(Before(i), _outputs[i], examples);
        return Before(operations);
    }

    protected override void Dispose(bool disposing)
    {
        for (var i = 0; i < _kernels.Length; i++)
        {
            if (_kernels[i] is null) continue;
            _outputs[i].Dispose();
            _gradients[i]?.Dispose();
        }
        base.Dispose(disposing);
    }

    private NativeBuffer Before(int operation) => operation == 0 ? Input : _outputs[operation - 1];

    // A view shares the gradient of what it views; its kernel, if any, begins above the view.
    private NativeBuffer Gradient(int operation)
    {
        if (_gradients[operation] is { } made) return made;
        var gradient = _kernels[operation] is null && operation > 0 ? Gradient(operation - 1) : new NativeBuffer((long)_widths[operation] * Capacity);
        return _gradients[operation] = gradient;
    }
}
