using System.Runtime.Intrinsics;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Numerics;

namespace DistributedDL.Learning.Layers.Normalization;

/// <summary>Mean and variance of each channel over rows, and what follows from them.</summary>
internal readonly unsafe ref struct ChannelNorm
{
    /// <summary>Rows summed before they go to the total: a long sum of floats would lose its last digits.</summary>
    private const int Block = 256;

    private readonly int channels;
    private readonly float* mean;
    private readonly float* variance;
    private readonly float* inverse;

    public ChannelNorm(Scratch scratch, int channels)
    {
        this.channels = channels;
        var room = NativeBuffer.RoundUp(channels);
        mean = scratch.Require(3 * room).Pointer;
        variance = mean + room;
        inverse = variance + room;
    }

    public Span<float> Means => new(mean, channels);

    public Span<float> Variances => new(variance, channels);

    public void Measure(float* x, int rows)
    {
        for (var channel = 0; channel < channels; channel += Simd.Width)
        {
            var centre = Sum(x + channel, rows, default, power: 1) / Vector512.Create((float)rows);
            centre.Store(mean + channel);
            (Sum(x + channel, rows, centre, power: 2) / Vector512.Create((float)rows)).Store(variance + channel);
        }
    }

    public void Apply(float* x, float* y, int rows, float* weight, float* bias, float epsilon)
    {
        for (var channel = 0; channel < channels; channel += Simd.Width)
        {
            var scale = Vector512<float>.One / Vector512.Sqrt(Vector512.Load(variance + channel) + Vector512.Create(epsilon));
            scale.Store(inverse + channel);
            scale *= Vector512.Load(weight + channel);
            var (centre, shift) = (Vector512.Load(mean + channel), Vector512.Load(bias + channel));
            for (var row = 0; row < rows; row++)
            {
                var at = (nint)row * channels + channel;
                Rows.StoreUpTo(Simd.MultiplyAdd(Vector512.Load(x + at) - centre, scale, shift), y + at, channels - channel);
            }
        }
    }

    /// <summary>After <see cref="Apply"/> of the same rows. The formula is Ioffe and Szegedy's, section 3.</summary>
    /// <param name="isMeasured">Mean and variance are those of the rows; else they are given, and have no slope.</param>
    public void Backward(float* x, float* dy, float* dx, int rows, Parameter weight, Parameter bias, bool isMeasured)
    {
        for (var channel = 0; channel < channels; channel += Simd.Width)
        {
            var (centre, scale) = (Vector512.Load(mean + channel), Vector512.Load(inverse + channel));
            var (slopes, products) = (Vector512<float>.Zero, Vector512<float>.Zero);
            for (var row = 0; row < rows; row++)
            {
                var at = (nint)row * channels + channel;
                slopes += Vector512.Load(dy + at);
                products = Simd.MultiplyAdd(Vector512.Load(dy + at), (Vector512.Load(x + at) - centre) * scale, products);
            }
            Rows.StoreUpTo(slopes, bias.Gradient + channel, channels - channel);
            Rows.StoreUpTo(products, weight.Gradient + channel, channels - channel);
            if (dx is null) continue;
            var share = Vector512.Create(isMeasured ? 1f / rows : 0);
            var factor = scale * Vector512.Load(weight.Pointer + channel);
            for (var row = 0; row < rows; row++)
            {
                var at = (nint)row * channels + channel;
                var normal = (Vector512.Load(x + at) - centre) * scale;
                var slope = factor * (Vector512.Load(dy + at) - (slopes + normal * products) * share);
                Rows.StoreUpTo(slope, dx + at, channels - channel);
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
                var difference = Vector512.Load(x + (nint)row * channels) - centre;
                sum += power == 1 ? difference : difference * difference;
            }
            total += sum;
        }
        return total;
    }
}
