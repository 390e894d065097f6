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

    private readonly Parameter inputKernel = parameters[0], hiddenKernel = parameters[1], bias = parameters[2];
    private readonly GateKernels kernels = new(parameters[0], parameters[1], gates);
    private readonly Scratch gateSlabs = new();
    private readonly Scratch stateSlabs = new();
    private readonly Scratch slopes = new();
    private int examples;

    /// <summary>The numbers of all steps stay for the way back; in inference those of two steps are enough.</summary>
    public bool Keeps { get; set; }

    protected RecurrentShape Shape => shape;

    /// <summary>Numbers of one slab: examples times units, rounded up to whole vectors.</summary>
    protected int Slab { get; private set; }

    /// <summary>Derivative of the loss by the state after the step under way; before the step when <see cref="StepBack"/> is done.</summary>
    protected float* StateSlope => slopes.Require(SlopeSlabs * (long)Slab).Pointer;

    protected int Gates => gates;

    public void Forward(float* x, float* y, int count, bool reversed)
    {
        Prepare(count);
        kernels.Pack();
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
        var projected = torch.nn.functional.linear(input, inputKernel.Leaf, bias.Leaf);
        var states = Enumerable.Range(0, StatesKept).Select(_ => torch.zeros(input.size(0), shape.Units)).ToArray();
        var outputs = new torch.Tensor[shape.Steps];
        for (var step = 0; step < shape.Steps; step++)
        {
            var place = reversed ? shape.Steps - 1 - step : step;
            states = Step(projected.select(1, place), hiddenKernel.Leaf, states);
            outputs[place] = states[0];
        }
        return shape.Sequences ? torch.stack(outputs, 1) : states[0];
    }

    public void Dispose()
    {
        kernels.Dispose();
        gateSlabs.Dispose();
        stateSlabs.Dispose();
        slopes.Dispose();
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

    protected float* Gate(int gate, int step) => gateSlabs.Require(0).Pointer + ((nint)(Keeps ? step : 0) * gates + gate) * Slab;

    /// <summary>Kept of the steps for the way back; place 0 is before the first step and zero.</summary>
    protected float* State(int state, int step) => stateSlabs.Require(0).Pointer + ((nint)(Keeps ? step : step & 1) * states + state) * Slab;

    /// <summary>More slopes that go from step to step, or room.</summary>
    protected float* Slope(int index) => StateSlope + (nint)index * Slab;

    /// <summary>What the gate's kernel is multiplied with at a step.</summary>
    protected virtual float* HiddenInput(int gate, int step) => State(0, step);

    /// <summary>Adds the share of the state to a gate's input.</summary>
    protected void AddHidden(int gate, int step) =>
        new Product
        {
            Rows = examples, RowStride = shape.Units, Inner = shape.Units, Columns = shape.Units,
            RightStride = kernels.UnitRoom, OutputStride = shape.Units, StartStride = shape.Units,
        }.Run(HiddenInput(gate, step), kernels.Hidden(gate), Gate(gate, step), Gate(gate, step));

    /// <summary>Sets or adds a gate's share of the slope of what its kernel is multiplied with.</summary>
    protected void PassBack(int gate, int step, float* to, bool adds) =>
        new Product
        {
            Rows = examples, RowStride = shape.Units, Inner = shape.Units, Columns = shape.Units,
            RightStride = shape.Units, OutputStride = shape.Units, StartStride = shape.Units,
        }.Run(Gate(gate, step), hiddenKernel.Pointer + (nint)gate * shape.Units * shape.Units, adds ? to : null, to);

    private float* Output(float* y, int place) => shape.Sequences ? y + (nint)place * shape.Width : y;

    private void Prepare(int count)
    {
        examples = count;
        Slab = (int)NativeBuffer.RoundUp((long)count * shape.Units);
        gateSlabs.Require((Keeps ? shape.Steps : 1L) * gates * Slab);
        stateSlabs.Require((Keeps ? shape.Steps + 1L : 2L) * states * Slab);
        slopes.Require(SlopeSlabs * (long)Slab);
        new Span<float>(State(0, 0), states * Slab).Clear();
    }

    private void AddInput(float* x, int step, int gate) =>
        new Product
        {
            Rows = examples, RowStride = shape.InputWidth, Inner = shape.Features, Columns = shape.Units,
            RightStride = kernels.UnitRoom, OutputStride = shape.Units,
        }.Run(x, kernels.Input(gate), bias.Pointer + gate * shape.Units, Gate(gate, step));

    private void AddInputSlopes(float* x, float* dx, int step, int gate)
    {
        var slope = Gate(gate, step);
        var first = (nint)gate * shape.Units;
        Rows.AddColumnSums(slope, examples, shape.Units, bias.Gradient + first);
        var gradient = inputKernel.Gradient + first * shape.Features;
        new Product
        {
            Rows = shape.Units, RowStride = 1, Inner = examples, InnerStride = shape.Units, Columns = shape.Features,
            RightStride = shape.InputWidth, OutputStride = shape.Features, StartStride = shape.Features,
        }.Run(slope, x, gradient, gradient);
        if (dx is null) return;
        new Product
        {
            Rows = examples, RowStride = shape.Units, Inner = shape.Units, Columns = shape.Features,
            RightStride = shape.Features, OutputStride = shape.InputWidth, StartStride = shape.InputWidth,
        }.Run(slope, inputKernel.Pointer + first * shape.Features, dx, dx);
    }

    private void AddHiddenSlopes(int step, int gate)
    {
        var gradient = hiddenKernel.Gradient + (nint)gate * shape.Units * shape.Units;
        new Product
        {
            Rows = shape.Units, RowStride = 1, Inner = examples, InnerStride = shape.Units, Columns = shape.Units,
            RightStride = shape.Units, OutputStride = shape.Units, StartStride = shape.Units,
        }.Run(Gate(gate, step), HiddenInput(gate, step), gradient, gradient);
    }
}
