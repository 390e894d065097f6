using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Numerics;
using TorchSharp;

namespace DistributedDL.Learning.Layers.Recurrent;

/// <summary>
/// A recurrent cell led over all steps one way, and back through time (Werbos, 1990). Numbers of one step and gate lie together, example after
/// example, in a slab of whole vectors, so that gates are computed without a gap.
/// </summary>
internal abstract unsafe class Cell(RecurrentShape shape, IReadOnlyList<Parameter> parameters, int gates, int states) : IDisposable
{
    // Slopes of the state and of one more thing that a cell keeps.
    private const int SlopeSlabs = 2;

    private readonly Parameter _inputKernel = parameters[0], _hiddenKernel = parameters[1], _bias = parameters[2];
    private readonly GateKernels _kernels = new(parameters[0], parameters[1], gates);
    private readonly Scratch _gateSlabs = new();
    private readonly Scratch _stateSlabs = new();
    private readonly Scratch _slopes = new();
    private int _examples;

    /// <summary>The numbers of all steps stay for the way back; in inference those of two steps are enough.</summary>
    public bool Keeps { get; set; }

    protected RecurrentShape Shape => shape;

    /// <summary>Numbers of one slab: examples times units, rounded up to whole vectors.</summary>
    protected int Slab { get; private set; }

    /// <summary>Derivative of the loss by the state after the step under way; before the step when <see cref="StepBack"/> is done.</summary>
    protected float* StateSlope => _slopes.Require(SlopeSlabs * (long)Slab).Pointer;

    protected int Gates => gates;

    public void Forward(float* x, float* y, int count, bool reversed)
    {
        Prepare(count);
        _kernels.Pack();
        for (var step = 0; step < shape.Steps; step++)
        {
            var place = reversed ? shape.Steps - 1 - step : step;
            for (var gate = 0; gate < gates; gate++) AddInput(x + (nint)place * shape.Features, step, gate);
            Step(step);
            if (shape.Sequences || step == shape.Steps - 1) Rows.Copy(State(0, step + 1), shape.Units, Output(y, place), shape.OutputWidth, count, shape.Units);
        }
    }

    public void Backward(float* x, float* dy, float* dx, int count, bool reversed)
    {
        foreach (var parameter in parameters) new Span<float>(parameter.Gradient, parameter.Length).Clear();
        new Span<float>(StateSlope, SlopeSlabs * Slab).Clear();
        for (var step = shape.Steps - 1; step >= 0; step--)
        {
            var place = reversed ? shape.Steps - 1 - step : step;
            if (shape.Sequences || step == shape.Steps - 1) Rows.Add(Output(dy, place), shape.OutputWidth, StateSlope, shape.Units, count, shape.Units);
            StepBack(step);
            for (var gate = 0; gate < gates; gate++)
            {
                AddInputSlopes(x + (nint)place * shape.Features, dx is null ? null : dx + (nint)place * shape.Features, step, gate);
                if (step > 0) AddHiddenSlopes(step, gate);
            }
        }
    }

    /// <summary>All steps through torch: <c>[batch, steps, features]</c> to the output of this way.</summary>
    public torch.Tensor Run(torch.Tensor input, bool reversed)
    {
        var projected = torch.nn.functional.linear(input, _inputKernel.Leaf, _bias.Leaf);
        var states = Enumerable.Range(0, StatesKept).Select(_ => torch.zeros(input.size(0), shape.Units)).ToArray();
        var outputs = new torch.Tensor[shape.Steps];
        for (var step = 0; step < shape.Steps; step++)
        {
            var place = reversed ? shape.Steps - 1 - step : step;
            states = Step(projected.select(1, place), _hiddenKernel.Leaf, states);
            outputs[place] = states[0];
        }
        return shape.Sequences ? torch.stack(outputs, 1) : states[0];
    }

    public void Dispose()
    {
        _kernels.Dispose();
        _gateSlabs.Dispose();
        _stateSlabs.Dispose();
        _slopes.Dispose();
    }

    /// <summary>What goes from step to step; the first is the output.</summary>
    protected virtual int StatesKept => 1;

    /// <summary>From the gates' inputs, which hold the share of x, to the states after the step.</summary>
    protected abstract void Step(int step);

    /// <summary>From <see cref="StateSlope"/> to the slopes of the gates' inputs, in place of the gates, and to the slope of the state before.</summary>
    protected abstract void StepBack(int step);

    /// <summary>One step through torch.</summary>
    /// <param name="projected"><c>[batch, gates · units]</c>, the share of x.</param>
    protected abstract torch.Tensor[] Step(torch.Tensor projected, torch.Tensor hiddenKernel, torch.Tensor[] states);

    protected float* Gate(int gate, int step) => _gateSlabs.Require(0).Pointer + ((nint)(Keeps ? step : 0) * gates + gate) * Slab;

    /// <summary>Kept of the steps for the way back; place 0 is before the first step and zero.</summary>
    protected float* State(int state, int step) => _stateSlabs.Require(0).Pointer + ((nint)(Keeps ? step : step & 1) * states + state) * Slab;

    /// <summary>More slopes that go from step to step, or room.</summary>
    protected float* Slope(int index) => StateSlope + (nint)index * Slab;

    /// <summary>What the gate's kernel is multiplied with at a step.</summary>
    protected virtual float* HiddenInput(int gate, int step) => State(0, step);

    /// <summary>Adds the share of the state to a gate's input.</summary>
    protected void AddHidden(int gate, int step) =>
        new Product
        {
            Rows = _examples, RowStride = shape.Units, Inner = shape.Units, Columns = shape.Units,
            RightStride = _kernels.UnitRoom, OutputStride = shape.Units, StartStride = shape.Units,
        }.Run(HiddenInput(gate, step), _kernels.Hidden(gate), Gate(gate, step), Gate(gate, step));

    /// <summary>Sets or adds a gate's share of the slope of what its kernel is multiplied with.</summary>
    protected void PassBack(int gate, int step, float* to, bool adds) =>
        new Product
        {
            Rows = _examples, RowStride = shape.Units, Inner = shape.Units, Columns = shape.Units,
            RightStride = shape.Units, OutputStride = shape.Units, StartStride = shape.Units,
        }.Run(Gate(gate, step), _hiddenKernel.Pointer + (nint)gate * shape.Units * shape.Units, adds ? to : null, to);

    private float* Output(float* y, int place) => shape.Sequences ? y + (nint)place * shape.Width : y;

    private void Prepare(int count)
    {
        _examples = count;
        Slab = (int)NativeBuffer.RoundUp((long)count * shape.Units);
        _gateSlabs.Require((Keeps ? shape.Steps : 1L) * gates * Slab);
        _stateSlabs.Require((Keeps ? shape.Steps + 1L : 2L) * states * Slab);
        _slopes.Require(SlopeSlabs * (long)Slab);
        new Span<float>(State(0, 0), states * Slab).Clear();
    }

    private void AddInput(float* x, int step, int gate) =>
        new Product
        {
            Rows = _examples, RowStride = shape.InputWidth, Inner = shape.Features, Columns = shape.Units,
            RightStride = _kernels.UnitRoom, OutputStride = shape.Units,
        }.Run(x, _kernels.Input(gate), _bias.Pointer + gate * shape.Units, Gate(gate, step));

    private void AddInputSlopes(float* x, float* dx, int step, int gate)
    {
        var slope = Gate(gate, step);
        var first = (nint)gate * shape.Units;
        Rows.AddColumnSums(slope, _examples, shape.Units, _bias.Gradient + first);
        var gradient = _inputKernel.Gradient + first * shape.Features;
        new Product
        {
            Rows = shape.Units, RowStride = 1, Inner = _examples, InnerStride = shape.Units, Columns = shape.Features,
            RightStride = shape.InputWidth, OutputStride = shape.Features, StartStride = shape.Features,
        }.Run(slope, x, gradient, gradient);
        if (dx is null) return;
        new Product
        {
            Rows = _examples, RowStride = shape.Units, Inner = shape.Units, Columns = shape.Features,
            RightStride = shape.Features, OutputStride = shape.InputWidth, StartStride = shape.InputWidth,
        }.Run(slope, _inputKernel.Pointer + first * shape.Features, dx, dx);
    }

    private void AddHiddenSlopes(int step, int gate)
    {
        var gradient = _hiddenKernel.Gradient + (nint)gate * shape.Units * shape.Units;
        new Product
        {
            Rows = shape.Units, RowStride = 1, Inner = _examples, InnerStride = shape.Units, Columns = shape.Units,
            RightStride = shape.Units, OutputStride = shape.Units, StartStride = shape.Units,
        }.Run(Gate(gate, step), HiddenInput(gate, step), gradient, gradient);
    }
}
