using System.Runtime.Intrinsics;
using DistributedDL.Learning.Activations;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Numerics;
using TorchSharp;

namespace DistributedDL.Learning.Layers.Recurrent;

/// <summary>h = f(W x + U h′ + b): Elman, 1990.</summary>
internal sealed unsafe class SimpleRnnCell<TFunction>(RecurrentShape shape, IReadOnlyList<Parameter> parameters) : Cell(shape, parameters, gates: 1, states: 1)
    where TFunction : struct, IElementwise
{
    protected override void Step(int step)
    {
        if (step > 0) AddHidden(0, step);
        float* x = Gate(0, step), h = State(0, step + 1);
        for (var i = 0; i < Slab; i += Simd.Width) default(TFunction).Value(Vector512.Load(x + i)).Store(h + i);
    }

    protected override void StepBack(int step)
    {
        float* dx = Gate(0, step), h = State(0, step + 1), dh = StateSlope;
        for (var i = 0; i < Slab; i += Simd.Width)
        {
            var y = Vector512.Load(h + i);
            (Vector512.Load(dh + i) * default(TFunction).Slope(y, y)).Store(dx + i);
        }
        if (step > 0) PassBack(0, step, dh, adds: false);
    }

    protected override torch.Tensor[] Step(torch.Tensor projected, torch.Tensor hiddenKernel, torch.Tensor[] states) =>
        [default(TFunction).Value(projected + states[0].matmul(hiddenKernel.t()))];
}
