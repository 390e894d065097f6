using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Numerics;

namespace DistributedDL.Learning.Layers.Images;

/// <summary>PyTorch's <c>[filters, channels, height, width]</c> in the order in which products read it, <c>[height, width, channels, filters]</c>, and back.</summary>
internal sealed unsafe class KernelPacking(Parameter weight, int height, int width) : IDisposable
{
    /// <summary>Bytes of a panel that stay in the second cache while the image passes by.</summary>
    private const long PanelBytes = 256 * 1024;

    private readonly int _filters = (int)weight.Spec.Shape[0];
    private readonly int _channels = (int)weight.Spec.Shape[1];
    private readonly Scratch _kernel = new();
    private readonly Scratch _reversed = new();
    private readonly Scratch _gradient = new();

    /// <summary>Filters rounded up to whole vectors.</summary>
    public int FilterRoom { get; } = (int)NativeBuffer.RoundUp(weight.Spec.Shape[0]);

    /// <summary>Channels rounded up to whole vectors.</summary>
    public int ChannelRoom { get; } = (int)NativeBuffer.RoundUp(weight.Spec.Shape[1]);

    /// <summary>Filters that pass over the image together.</summary>
    public int PanelWidth { get; } = (int)Math.Max(1, PanelBytes / sizeof(float) / (2 * Simd.Width) / (height * (long)width * weight.Spec.Shape[1])) * 2 * Simd.Width;

    /// <summary><c>[height, width, channels, FilterRoom]</c>, after <see cref="Pack"/>.</summary>
    public float* Kernel => _kernel.Require(Places * FilterRoom).Pointer;

    /// <summary>The kernel turned by half a turn, <c>[height, width, filters, ChannelRoom]</c>, after <see cref="PackReversed"/>.</summary>
    public float* Reversed => _reversed.Require((long)height * width * _filters * ChannelRoom).Pointer;

    /// <summary>In the order of <see cref="Kernel"/>.</summary>
    public float* Gradient => _gradient.Require(Places * FilterRoom).Pointer;

    private long Places => (long)height * width * _channels;

    private int Area => height * width;

    public void Pack()
    {
        float* from = weight.Pointer, to = Kernel;
        for (var filter = 0; filter < _filters; filter++)
        {
            for (var channel = 0; channel < _channels; channel++)
            {
                for (var place = 0; place < Area; place++) to[((nint)place * _channels + channel) * FilterRoom + filter] = *from++;
            }
        }
    }

    public void PackReversed()
    {
        float* from = weight.Pointer, to = Reversed;
        for (var filter = 0; filter < _filters; filter++)
        {
            for (var channel = 0; channel < _channels; channel++)
            {
                for (var place = Area - 1; place >= 0; place--) to[((nint)place * _filters + filter) * ChannelRoom + channel] = *from++;
            }
        }
    }

    public void ClearGradient() => new Span<float>(Gradient, checked((int)(Places * FilterRoom))).Clear();

    public void UnpackGradient()
    {
        float* from = Gradient, to = weight.Gradient;
        for (var filter = 0; filter < _filters; filter++)
        {
            for (var channel = 0; channel < _channels; channel++)
            {
                for (var place = 0; place < Area; place++) *to++ = from[((nint)place * _channels + channel) * FilterRoom + filter];
            }
        }
    }

    public void Dispose()
    {
        _kernel.Dispose();
        _reversed.Dispose();
        _gradient.Dispose();
    }
}
