using DistributedDL.Learning.Layers;
using DistributedDL.Learning.Numerics;

namespace DistributedDL.Learning.Networks;

/// <summary>A pass through written-out kernels, each from one buffer into the next; no graph and no tensor is made.</summary>
internal sealed class WrittenOutPass : Pass
{
    private readonly IWrittenOut?[] kernels;
    private readonly NativeBuffer[] outputs;
    private readonly NativeBuffer?[] gradients;
    private readonly int[] widths;
    private readonly int firstLearned;

    public WrittenOutPass(IReadOnlyList<Operation> operations, int inputWidth, int capacity) : base(operations, inputWidth, capacity)
    {
        kernels = [.. operations.Select(operation => operation as IWrittenOut)];
        outputs = new NativeBuffer[kernels.Length];
        gradients = new NativeBuffer?[kernels.Length];
        widths = new int[kernels.Length];
        for (var i = 0; i < kernels.Length; i++)
        {
            widths[i] = kernels[i]?.OutputWidth ?? (i == 0 ? inputWidth : widths[i - 1]);
            outputs[i] = kernels[i] is null ? Before(i) : new NativeBuffer((long)widths[i] * capacity);
        }
        firstLearned = operations.TakeWhile(operation => !operation.Parameters.Any(parameter => parameter.Learns)).Count();
    }

    public override NativeBuffer OutputGradient(int operations) => operations == 0 ? Input : Gradient(operations - 1);

    public override void Backward(int examples, int operations)
    {
        for (var i = operations - 1; i >= firstLearned; i--)
            kernels[i]?.Backward(Before(i), outputs[i], Gradient(i), i > firstLearned ? Gradient(i - 1) : null, examples);
    }

    protected override NativeBuffer Run(int examples, int operations, bool learns)
    {
        for (var i = 0; i < operations; i++) kernels[i]?.Forward(Before(i), outputs[i], examples);
        return Before(operations);
    }

    protected override void Dispose(bool disposing)
    {
        for (var i = 0; i < kernels.Length; i++)
        {
            if (kernels[i] is null) continue;
            outputs[i].Dispose();
            gradients[i]?.Dispose();
        }
        base.Dispose(disposing);
    }

    private NativeBuffer Before(int operation) => operation == 0 ? Input : outputs[operation - 1];

    // A view shares the gradient of what it views; its kernel, if any, begins above the view.
    private NativeBuffer Gradient(int operation)
    {
        if (gradients[operation] is { } made) return made;
        var gradient = kernels[operation] is null && operation > 0 ? Gradient(operation - 1) : new NativeBuffer((long)widths[operation] * Capacity);
        return gradients[operation] = gradient;
    }
}
