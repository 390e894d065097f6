using DistributedDL.Learning.Layers;
using DistributedDL.Learning.Numerics;
using TorchSharp;

namespace DistributedDL.Learning.Networks;

/// <summary>
/// A pass through torch and its autograd, for networks with an operation that has no written-out derivative. Parameters are
/// leaves over the flat storage, and autograd adds into the flat gradient, so that all else works as in the other pass.
/// </summary>
internal sealed class AutogradPass(IReadOnlyList<Operation> steps, ParameterStorage parameters, IReadOnlyList<int> input, int capacity)
    : Pass(steps, (int)Shape.Width(input), capacity)
{
    private readonly Operation[] operations = [.. steps];
    private readonly long[] inputShape = [.. input.Select(size => (long)size)];
    private NativeBuffer output = new(0);
    private NativeBuffer outputGradient = new(0);
    private DisposeScope? graph;
    private torch.Tensor? result;

    protected override NativeBuffer Run(int examples, int count, bool learns)
    {
        Release();
        using var mode = learns ? null : torch.no_grad();
        graph = torch.NewDisposeScope();
        var x = Input.View(0, [examples, .. inputShape]);
        graph.Attach(x);
        for (var i = 0; i < count; i++) x = operations[i].Forward(x);
        Reserve(x.numel());
        using (var flat = x.detach().reshape(-1))
        using (var room = output.View(0, x.numel()))
            room.copy_(flat);
        result = x;
        if (!learns) Release();
        return output;
    }

    public override NativeBuffer OutputGradient(int operations) => outputGradient;

    public override void Backward(int examples, int operations)
    {
        var made = result ?? throw new InvalidOperationException("No forward pass precedes.");
        parameters.Gradients.Span.Clear();
        if (made.requires_grad)
        {
            using var gradient = outputGradient.View(0, made.shape);
            made.backward([gradient]);
        }
        Release();
    }

    protected override void Dispose(bool disposing)
    {
        Release();
        output.Dispose();
        outputGradient.Dispose();
        base.Dispose(disposing);
    }

    private void Reserve(long length)
    {
        if (output.Length >= length) return;
        output.Dispose();
        outputGradient.Dispose();
        output = new NativeBuffer(length);
        outputGradient = new NativeBuffer(length);
    }

    private void Release()
    {
        result = null;
        graph?.Dispose();
        graph = null;
    }
}
