using System.Runtime.Intrinsics;
using DistributedDL.Learning.Activations;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Numerics;
using TorchSharp;

namespace DistributedDL.Learning.Layers.Recurrent;

/// <summary>
/// i, f, o = σ(…), g = φ(…), c = f c′ + i g, h = o φ(c), each … its own W x + U h′ + b: Hochreiter and Schmidhuber, 1997, with the forget gate
/// of Gers et al., 2000.
/// </summary>
internal sealed unsafe class LstmCell<TFunction>(RecurrentShape shape, IReadOnlyList<Parameter> parameters) : Cell(shape, parameters, gates: 4, states: 3)
    where TFunction : struct, IElementwise
{
    private const int InputGate = 0, ForgetGate = 1, NewCell = 2, OutputGate = 3;

    // States: h, c, φ(c).
    private const int Memory = 1, Shown = 2;

    private const int MemorySlope = 1;

    protected override int StatesKept => 2;

    protected override void Step(int step)
    {
        for (var gate = 0; step > 0 && gate < Gates; gate++) AddHidden(gate, step);
        float* pi = Gate(InputGate, step), pf = Gate(ForgetGate, step), pg = Gate(NewCell, step), po = Gate(OutputGate, step);
        float* before = State(Memory, step), pc = State(Memory, step + 1), ps = State(Shown, step + 1), ph = State(0, step + 1);
        for (var at = 0; at < Slab; at += Simd.Width)
        {
            var i = VectorMath.Logistic(Vector512.Load(pi + at));
            var f = VectorMath.Logistic(Vector512.Load(pf + at));
            var g = default(TFunction).Value(Vector512.Load(pg + at));
            var o = VectorMath.Logistic(Vector512.Load(po + at));
            var c = Simd.MultiplyAdd(i, g, f * Vector512.Load(before + at));
            var shown = default(TFunction).Value(c);
            i.Store(pi + at);
            f.Store(pf + at);
            g.Store(pg + at);
            o.Store(po + at);
            c.Store(pc + at);
            shown.Store(ps + at);
            (o * shown).Store(ph + at);
        }
    }

    protected override void StepBack(int step)
    {
        float* pi = Gate(InputGate, step), pf = Gate(ForgetGate, step), pg = Gate(NewCell, step), po = Gate(OutputGate, step);
        float* before = State(Memory, step), ps = State(Shown, step + 1), dh = StateSlope, dc = Slope(MemorySlope);
        var one = Vector512<float>.One;
        for (var at = 0; at < Slab; at += Simd.Width)
        {
            Vector512<float> i = Vector512.Load(pi + at), f = Vector512.Load(pf + at), g = Vector512.Load(pg + at), o = Vector512.Load(po + at);
            Vector512<float> shown = Vector512.Load(ps + at), slope = Vector512.Load(dh + at);
            var memory = Simd.MultiplyAdd(slope * o, default(TFunction).Slope(shown, shown), Vector512.Load(dc + at));
            (slope * shown * o * (one - o)).Store(po + at);
            (memory * g * i * (one - i)).Store(pi + at);
            (memory * Vector512.Load(before + at) * f * (one - f)).Store(pf + at);
            (memory * i * default(TFunction).Slope(g, g)).Store(pg + at);
            (memory * f).Store(dc + at);
        }
        for (var gate = 0; step > 0 && gate < Gates; gate++) PassBack(gate, step, dh, adds: gate > 0);
    }

    protected override torch.Tensor[] Step(torch.Tensor projected, torch.Tensor hiddenKernel, torch.Tensor[] states)
    {
        var gates = (projected + states[0].matmul(hiddenKernel.t())).chunk(4, 1);
        var c = gates[ForgetGate].sigmoid() * states[1] + gates[InputGate].sigmoid() * default(TFunction).Value(gates[NewCell]);
        return [gates[OutputGate].sigmoid() * default(TFunction).Value(c), c];
    }
}
