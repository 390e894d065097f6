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
    private readonly Operation[] _operations = [.. steps];
    private readonly long[] _inputShape = [.. input.Select(size => (long)size)];
    private NativeBuffer _output = new(0);
    private NativeBuffer _outputGradient = new(0);
    private DisposeScope? _graph;
    private torch.Tensor? _result;

    protected override NativeBuffer Run(int examples, int count, bool learns)
    {
        Release();
        using var mode = learns ? null : torch.no_grad();
        _graph = torch.NewDisposeScope();
        var x = Input.View(0, [examples, .. _inputShape]);
        _graph.Attach(x);
        for (var i = 0; i < count; i++) x = _operations[i].Forward(x);
        Reserve(x.numel());
        using (var flat = x.detach().reshape(-1))
        using (var room = _output.View(0, x.numel()))
            room.copy_(flat);
        _result = x;
        if (!learns) Release();
        return _output;
    }

    public override NativeBuffer OutputGradient(int operations) => _outputGradient;

    public override void Backward(int examples, int operations)
    {
        var made = _result ?? throw new InvalidOperationException("No forward pass precedes.");
        parameters.Gradients.Span.Clear();
        if (made.requires_grad)
        {
            using var gradient = _outputGradient.View(0, made.shape);
            made.backward([gradient]);
        }
        Release();
    }

    protected override void Dispose(bool disposing)
    {
        Release();
        _output.Dispose();
        _outputGradient.Dispose();
        base.Dispose(disposing);
    }

    private void Reserve(long length)
    {
        if (_output.Length >= length) return;
        _output.Dispose();
        _outputGradient.Dispose();
        _output = new NativeBuffer(length);
        _outputGradient = new NativeBuffer(length);
    }

    private void Release()
    {
        _result = null;
        _graph?.Dispose();
        _graph = null;
    }
}
