using System.Runtime.Intrinsics;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Numerics;
using TorchSharp;

namespace DistributedDL.Learning.Layers.Normalization;

/// <summary>y = x / maximum, the largest |x| of training; the identity until it is fitted, or where all were 0.</summary>
internal sealed class MaxNormaliseLayer(string name, IReadOnlyList<int> input) : Layer(name, "max_normalise", input, input), IFittedLayer
{
    public override IReadOnlyList<ParameterSpec> Parameters => [new("maximum", [1], false, Initializers.One)];

    public override IEnumerable<Operation> Build(IReadOnlyList<Parameter> parameters) => [new Divide(parameters[0], (int)Shape.Width(Input))];

    public IFit BeginFit(IReadOnlyList<Parameter> parameters) => new Fit(parameters[0]);

    private sealed unsafe class Divide(Parameter maximum, int width) : Operation(maximum), IWrittenOut
    {
        public int OutputWidth => width;

        public override torch.Tensor Forward(torch.Tensor input) => input / maximum.Leaf;

        public void Forward(NativeBuffer input, NativeBuffer output, int examples) => Run(input.Pointer, output.Pointer, (long)examples * width);

        public void Backward(NativeBuffer input, NativeBuffer output, NativeBuffer outputGradient, NativeBuffer? inputGradient, int examples)
        {
            if (inputGradient is not null) Run(outputGradient.Pointer, inputGradient.Pointer, (long)examples * width);
        }

        private void Run(float* from, float* to, long count)
        {
            var divisor = Vector512.Create(*maximum.Pointer);
            for (var i = 0L; i < count; i += Simd.Width)
                Vector512.Store(Vector512.Load(from + i) / divisor, to + i);
        }
    }

    private sealed class Fit(Parameter maximum) : IFit
    {
        private float _largest;

        public void Add(ReadOnlySpan<float> input, int examples)
        {
            foreach (var x in input) _largest = MathF.Max(_largest, MathF.Abs(x));
        }

        public void Complete() => maximum.Values[0] = _largest > 0 ? _largest : 1;
    }
}
