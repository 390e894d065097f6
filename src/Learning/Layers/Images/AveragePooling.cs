using System.Runtime.Intrinsics;
using DistributedDL.Learning.Numerics;
using TorchSharp;
using static TorchSharp.torch.nn.functional;

namespace DistributedDL.Learning.Layers.Images;

/// <summary>The mean number of a window, over the places within the image as in Keras.</summary>
internal sealed unsafe class AveragePooling(Axis height, Axis width, int channels, IReadOnlyList<int> output) : Pooling(height, width, channels, output)
{
    protected override torch.Tensor Pool(torch.Tensor image)
    {
        var ones = torch.ones_like(image);
        return Mean(image) / Mean(ones);
    }

    protected override void Forward(float* x, float* y, int rows, int columns)
    {
        var share = Vector512.Create(1f / (rows * columns));
        for (var channel = 0; channel < Channels; channel += Simd.Width)
        {
            var sum = Vector512<float>.Zero;
            for (var row = 0; row < rows; row++)
            {
                var at = x + (nint)row * Width.Input * Channels + channel;
                for (var column = 0; column < columns; column++, at += Channels) sum += Vector512.Load(at);
            }
            Rows.StoreUpTo(sum * share, y + channel, Channels - channel);
        }
    }

    protected override void Backward(float* x, float* y, float* dy, float* dx, int rows, int columns)
    {
        var share = Vector512.Create(1f / (rows * columns));
        for (var channel = 0; channel < Channels; channel += Simd.Width)
        {
            var part = Vector512.Load(dy + channel) * share;
            for (var row = 0; row < rows; row++)
            {
                var at = dx + (nint)row * Width.Input * Channels + channel;
                for (var column = 0; column < columns; column++, at += Channels)
                    Rows.StoreUpTo(Vector512.Load(at) + part, at, Channels - channel);
            }
        }
    }

    private torch.Tensor Mean(torch.Tensor image) =>
        avg_pool2d(pad(image, [Width.Before, Width.After, Height.Before, Height.After], PaddingModes.Constant, 0),
            [Height.Window, Width.Window], [Height.Stride, Width.Stride]);
}
