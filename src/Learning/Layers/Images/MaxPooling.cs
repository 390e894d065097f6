using System.Runtime.Intrinsics;
using DistributedDL.Learning.Numerics;
using TorchSharp;
using static TorchSharp.torch.nn.functional;

namespace DistributedDL.Learning.Layers.Images;

/// <summary>The largest number of a window; its gradient goes to the first place that has it. A NaN in a window is its largest.</summary>
internal sealed unsafe class MaxPooling(Axis height, Axis width, int channels, IReadOnlyList<int> output) : Pooling(height, width, channels, output)
{
    protected override torch.Tensor Pool(torch.Tensor image) =>
        max_pool2d(pad(image, [Width.Before, Width.After, Height.Before, Height.After], PaddingModes.Constant, double.NegativeInfinity),
            [Height.Window, Width.Window], [Height.Stride, Width.Stride]);

    protected override void Forward(float* x, float* y, int rows, int columns)
    {
        for (var channel = 0; channel < Channels; channel += Simd.Width)
        {
            var most = Vector512.Load(x + channel);
            for (var row = 0; row < rows; row++)
            {
                var at = x + (nint)row * Width.Input * Channels + channel;
                for (var column = 0; column < columns; column++, at += Channels)
                {
                    var v = Vector512.Load(at);
                    most = Vector512.ConditionalSelect(Vector512.GreaterThan(v, most) | ~Vector512.Equals(v, v), v, most);
                }
            }
            Rows.StoreUpTo(most, y + channel, Channels - channel);
        }
    }

    protected override void Backward(float* x, float* y, float* dy, float* dx, int rows, int columns)
    {
        for (var channel = 0; channel < Channels; channel += Simd.Width)
        {
            var most = Vector512.Load(y + channel);
            var open = Vector512<float>.AllBitsSet;
            for (var row = 0; row < rows; row++)
            {
                var at = (nint)row * Width.Input * Channels + channel;
                for (var column = 0; column < columns; column++, at += Channels)
                {
                    var found = Vector512.Equals(Vector512.Load(x + at), most) & open;
                    open &= ~found;
                    Rows.StoreUpTo(Vector512.Load(dx + at) + (Vector512.Load(dy + channel) & found), dx + at, Channels - channel);
                }
            }
        }
    }
}
