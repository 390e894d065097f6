using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Numerics;
using TorchSharp;

namespace DistributedDL.Learning.Layers.Normalization;

/// <summary>Batch normalization over rows of channels.</summary>
/// <param name="places">Rows in one example.</param>
internal sealed unsafe class BatchNorm(Parameter weight, Parameter bias, Parameter runningMean, Parameter runningVariance, int places, float momentum, float epsilon)
    : Operation(weight, bias, runningMean, runningVariance), IWrittenOut, IPhased, IDisposable
{
    private readonly int _channels = weight.Length;
    private readonly Scratch _scratch = new();
    private bool _learns;

    public int OutputWidth => places * _channels;

    private ChannelNorm Norm => new(_scratch, _channels);

    public void Begin(Phase phase) => _learns = phase.Learns;

    public override torch.Tensor Forward(torch.Tensor input)
    {
        if (!_learns) return Scale(input, runningMean.Leaf, runningVariance.Leaf);
        var all = Enumerable.Range(0, (int)input.dim() - 1).Select(dimension => (long)dimension).ToArray();
        var mean = input.mean(all);
        var variance = (input - mean).square().mean(all);
        Move(mean.detach().data<float>().ToArray(), variance.detach().data<float>().ToArray());
        return Scale(input, mean, variance);
    }

    public void Forward(NativeBuffer input, NativeBuffer output, int examples)
    {
        var norm = Norm;
        if (_learns)
        {
            norm.Measure(input.Pointer, examples * places);
            Move(norm.Means, norm.Variances);
        }
        else
        {
            runningMean.Values.CopyTo(norm.Means);
            runningVariance.Values.CopyTo(norm.Variances);
        }
        norm.Apply(input.Pointer, output.Pointer, examples * places, weight.Pointer, bias.Pointer, epsilon);
    }

    public void Backward(NativeBuffer input, NativeBuffer output, NativeBuffer outputGradient, NativeBuffer? inputGradient, int examples) =>
        Norm.Backward(input.Pointer, outputGradient.Pointer, inputGradient is null ? null : inputGradient.Pointer, examples * places, weight, bias, _learns);

    public void Dispose() => _scratch.Dispose();

    private torch.Tensor Scale(torch.Tensor input, torch.Tensor mean, torch.Tensor variance) =>
        (input - mean) / (variance + epsilon).sqrt() * weight.Leaf + bias.Leaf;

    // One batch that is not finite must not spoil what a thousand others gave; its update is left out elsewhere.
    private void Move(ReadOnlySpan<float> means, ReadOnlySpan<float> variances)
    {
        if (!Simd.AllFinite(means) || !Simd.AllFinite(variances)) return;
        for (var i = 0; i < _channels; i++)
        {
            runningMean.Pointer[i] += (means[i] - runningMean.Pointer[i]) * (1 - momentum);
            runningVariance.Pointer[i] += (variances[i] - runningVariance.Pointer[i]) * (1 - momentum);
        }
    }
}
