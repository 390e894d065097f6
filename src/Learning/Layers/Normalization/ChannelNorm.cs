using System.Runtime.Intrinsics;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Numerics;

namespace DistributedDL.Learning.Layers.Normalization;

/// <summary>Mean and variance of each channel over rows, and what follows from them.</summary>
internal readonly unsafe ref struct ChannelNorm
{
    /// <summary>Rows summed before they go to the total: a long sum of floats would lose its last digits.</summary>
    private const int Block = 256;

    private readonly int _channels;
    private readonly float* _mean;
    private readonly float* _variance;
    private readonly float* _inverse;

    public ChannelNorm(Scratch scratch, int channels)
    {
        _channels = channels;
        var room = NativeBuffer.RoundUp(channels);
        _mean = scratch.Require(3 * room).Pointer;
        _variance = _mean + room;
        _inverse = _variance + room;
    }

    public Span<float> Means => new(_mean, _channels);

    public Span<float> Variances => new(_variance, _channels);

    public void Measure(float* x, int rows)
    {
        for (var channel = 0; channel < _channels; channel += Simd.Width)
        {
            var centre = Sum(x + channel, rows, default, power: 1) / Vector512.Create((float)rows);
            centre.Store(_mean + channel);
            (Sum(x + channel, rows, centre, power: 2) / Vector512.Create((float)rows)).Store(_variance + channel);
        }
    }

    public void Apply(float* x, float* y, int rows, float* weight, float* bias, float epsilon)
    {
        for (var channel = 0; channel < _channels; channel += Simd.Width)
        {
            var scale = Vector512<float>.One / Vector512.Sqrt(Vector512.Load(_variance + channel) + Vector512.Create(epsilon));
            scale.Store(_inverse + channel);
            scale *= Vector512.Load(weight + channel);
            var (centre, shift) = (Vector512.Load(_mean + channel), Vector512.Load(bias + channel));
            for (var row = 0; row < rows; row++)
            {
                var at = (nint)row * _channels + channel;
                Rows.StoreUpTo(Simd.MultiplyAdd(Vector512.Load(x + at) - centre, scale, shift), y + at, _channels - channel);
            }
        }
    }

    /// <summary>After <see cref="Apply"/> of the same rows. The formula is Ioffe and Szegedy's, section 3.</summary>
    /// <param name="isMeasured">Mean and variance are those of the rows; else they are given, and have no slope.</param>
    public void Backward(float* x, float* dy, float* dx, int rows, Parameter weight, Parameter bias, bool isMeasured)
    {
        for (var channel = 0; channel < _channels; channel += Simd.Width)
        {
            var (centre, scale) = (Vector512.Load(_mean + channel), Vector512.Load(_inverse + channel));
            var (slopes, products) = (Vector512<float>.Zero, Vector512<float>.Zero);
            for (var row = 0; row < rows; row++)
            {
                var at = (nint)row * _channels + channel;
                slopes += Vector512.Load(dy + at);
                products = Simd.MultiplyAdd(Vector512.Load(dy + at), (Vector512.Load(x + at) - centre) * scale, products);
            }
            Rows.StoreUpTo(slopes, bias.Gradient + channel, _channels - channel);
            Rows.StoreUpTo(products, weight.Gradient + channel, _channels - channel);
            if (dx is null) continue;
            var share = Vector512.Create(isMeasured ? 1f / rows : 0);
            var factor = scale * Vector512.Load(weight.Pointer + channel);
            for (var row = 0; row < rows; row++)
            {
                var at = (nint)row * _channels + channel;
                var normal = (Vector512.Load(x + at) - centre) * scale;
                var slope = factor * (Vector512.Load(dy + at) - (slopes + normal * products) * share);
                Rows.StoreUpTo(slope, dx + at, _channels - channel);
            }
        }
    }

    private Vector512<float> Sum(float* x, int rows, Vector512<float> centre, int power)
    {
        var total = Vector512<float>.Zero;
        for (var begin = 0; begin < rows; begin += Block)
        {
            var sum = Vector512<float>.Zero;
            for (var row = begin; row < Math.Min(begin + Block, rows); row++)
            {
                var difference = Vector512.Load(x + (nint)row * _channels) - centre;
                sum += power == 1 ? difference : difference * difference;
            }
            total += sum;
        }
        return total;
    }
}
