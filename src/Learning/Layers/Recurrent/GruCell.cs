using System.Runtime.Intrinsics;
using DistributedDL.Learning.Activations;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Numerics;
using TorchSharp;

namespace DistributedDL.Learning.Layers.Recurrent;

/// <summary>
/// r, z = σ(W x + U h′ + b), n = φ(W x + U (r h′) + b), h = z h′ + (1 − z) n: Cho et al., 2014, with the update gate as PyTorch and Keras
/// write it. The reset comes before the product, which needs one bias; PyTorch's GRU resets after it.
/// </summary>
internal sealed unsafe class GruCell<TFunction>(RecurrentShape shape, IReadOnlyList<Parameter> parameters) : Cell(shape, parameters, gates: 3, states: 2)
    where TFunction : struct, IElementwise
{
    private const int Reset = 0, Update = 1, New = 2;

    // States: h, and r h′ of the step at its own place.
    private const int Kept = 1;

    private const int KeptSlope = 1;

    protected override float* HiddenInput(int gate, int step) => gate == New ? State(Kept, step) : State(0, step);

    protected override void Step(int step)
    {
        if (step > 0)
        {
            AddHidden(Reset, step);
            AddHidden(Update, step);
        }
        float* pr = Gate(Reset, step), pz = Gate(Update, step), pn = Gate(New, step), before = State(0, step), after = State(0, step + 1), kept = State(Kept, step);
        for (var at = 0; at < Slab; at += Simd.Width)
        {
            var r = VectorMath.Logistic(Vector512.Load(pr + at));
            r.Store(pr + at);
            VectorMath.Logistic(Vector512.Load(pz + at)).Store(pz + at);
            (r * Vector512.Load(before + at)).Store(kept + at);
        }
        if (step > 0) AddHidden(New, step);
        for (var at = 0; at < Slab; at += Simd.Width)
        {
            var n = default(TFunction).Value(Vector512.Load(pn + at));
            n.Store(pn + at);
            Simd.MultiplyAdd(Vector512.Load(pz + at), Vector512.Load(before + at) - n, n).Store(after + at);
        }
    }

    protected override void StepBack(int step)
    {
        float* pr = Gate(Reset, step), pz = Gate(Update, step), pn = Gate(New, step), before = State(0, step), dh = StateSlope, dkept = Slope(KeptSlope);
        var one = Vector512<float>.One;
        for (var at = 0; at < Slab; at += Simd.Width)
        {
            Vector512<float> z = Vector512.Load(pz + at), n = Vector512.Load(pn + at), slope = Vector512.Load(dh + at);
            (slope * (one - z) * default(TFunction).Slope(n, n)).Store(pn + at);
            (slope * (Vector512.Load(before + at) - n) * z * (one - z)).Store(pz + at);
            (slope * z).Store(dh + at);
        }
        PassBack(New, step, dkept, adds: false);
        for (var at = 0; at < Slab; at += Simd.Width)
        {
            Vector512<float> r = Vector512.Load(pr + at), slope = Vector512.Load(dkept + at);
            Simd.MultiplyAdd(slope, r, Vector512.Load(dh + at)).Store(dh + at);
            (slope * Vector512.Load(before + at) * r * (one - r)).Store(pr + at);
        }
        PassBack(Reset, step, dh, adds: true);
        PassBack(Update, step, dh, adds: true);
    }

    protected override torch.Tensor[] Step(torch.Tensor projected, torch.Tensor hiddenKernel, torch.Tensor[] states)
    {
        var (shares, kernels) = (projected.chunk(3, 1), hiddenKernel.chunk(3, 0));
        var r = (shares[Reset] + states[0].matmul(kernels[Reset].t())).sigmoid();
        var z = (shares[Update] + states[0].matmul(kernels[Update].t())).sigmoid();
        var n = default(TFunction).Value(shares[New] + (r * states[0]).matmul(kernels[New].t()));
        return [z * states[0] + (1 - z) * n];
    }
}
