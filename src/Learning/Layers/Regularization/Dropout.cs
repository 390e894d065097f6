using System.Runtime.Intrinsics;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Numerics;
using TorchSharp;

namespace DistributedDL.Learning.Layers.Regularization;

/// <summary>
/// A mask that is a hash of seed, step, operation and place: nothing of it is kept, and a resumed run draws the same. The hash is Wellons'
/// <c>lowbias32</c> (2018), 16 places at once.
/// </summary>
internal sealed unsafe class Dropout(int width, float rate) : Operation, IWrittenOut, IPhased
{
    private readonly uint _threshold = (uint)Math.Min(rate * 4294967296.0, uint.MaxValue);
    private uint _key;
    private bool _drops;

    public int OutputWidth => width;

    public void Begin(Phase phase)
    {
        _drops = phase.Learns && rate > 0;
        _key = (uint)SeededRandom.Create(phase.Seed, (phase.Step + 1) * 4096 + phase.Operation).NextInt64(1L << 32);
    }

    public override torch.Tensor Forward(torch.Tensor input)
    {
        if (!_drops) return input.alias();
        using var mask = new NativeBuffer(input.numel());
        mask.Span.Fill(1);
        Run(mask.Pointer, mask.Pointer, input.numel());
        using var view = mask.View(0, input.shape);
        return input * view.clone();
    }

    public void Forward(NativeBuffer input, NativeBuffer output, int examples) => Run(input.Pointer, output.Pointer, (long)examples * width);

    public void Backward(NativeBuffer input, NativeBuffer output, NativeBuffer outputGradient, NativeBuffer? inputGradient, int examples)
    {
        if (inputGradient is not null) Run(outputGradient.Pointer, inputGradient.Pointer, (long)examples * width);
    }

    private void Run(float* from, float* to, long count)
    {
        if (!_drops)
        {
            Buffer.MemoryCopy(from, to, count * sizeof(float), count * sizeof(float));
            return;
        }
        var scale = Vector512.Create(1 / (1 - rate));
        var least = Vector512.Create(_threshold);
        for (var i = 0L; i < count; i += Simd.Width)
        {
            var kept = Vector512.GreaterThanOrEqual(Hash(Vector512<uint>.Indices + Vector512.Create((uint)i)), least);
            (Vector512.Load(from + i) * scale & kept.AsSingle()).Store(to + i);
        }
    }

    private Vector512<uint> Hash(Vector512<uint> place)
    {
        var x = (place * Vector512.Create(0x9E3779B9u)) ^ Vector512.Create(_key);
        x = (x ^ (x >>> 16)) * Vector512.Create(0x7FEB352Du);
        x = (x ^ (x >>> 15)) * Vector512.Create(0x846CA68Bu);
        return x ^ (x >>> 16);
    }
}
