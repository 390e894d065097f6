using DistributedDL.Learning.Numerics;
using TorchSharp;

namespace DistributedDL.Learning.Layers.Images;

/// <summary>A walk of windows over channels-last images, whatever is done within one.</summary>
internal abstract unsafe class Pooling(Axis height, Axis width, int channels, IReadOnlyList<int> output) : Operation, IWrittenOut
{
    public int OutputWidth { get; } = height.Output * width.Output * channels;

    protected Axis Height => height;

    protected Axis Width => width;

    protected int Channels => channels;

    private int InputWidth => height.Input * width.Input * channels;

    public override torch.Tensor Forward(torch.Tensor input) =>
        Pool(input.reshape(-1, height.Input, width.Input, channels).permute(0, 3, 1, 2)).permute(0, 2, 3, 1).reshape([-1, .. output.Select(size => (long)size)]);

    public void Forward(NativeBuffer input, NativeBuffer output, int examples)
    {
        for (var example = 0; example < examples; example++)
            EachWindow(input.Pointer + (nint)example * InputWidth, output.Pointer + (nint)example * OutputWidth, null, null);
    }

    public void Backward(NativeBuffer input, NativeBuffer output, NativeBuffer outputGradient, NativeBuffer? inputGradient, int examples)
    {
        if (inputGradient is null) return;
        for (var example = 0; example < examples; example++)
        {
            nint from = (nint)example * InputWidth, to = (nint)example * OutputWidth;
            new Span<float>(inputGradient.Pointer + from, InputWidth).Clear();
            EachWindow(input.Pointer + from, output.Pointer + to, outputGradient.Pointer + to, inputGradient.Pointer + from);
        }
    }

    /// <summary><c>[batch, channels, height, width]</c> through torch.</summary>
    protected abstract torch.Tensor Pool(torch.Tensor image);

    /// <param name="x">First number of the window, <paramref name="rows"/> by <paramref name="columns"/> places.</param>
    protected abstract void Forward(float* x, float* y, int rows, int columns);

    /// <summary>Adds to <paramref name="dx"/>.</summary>
    protected abstract void Backward(float* x, float* y, float* dy, float* dx, int rows, int columns);

    private void EachWindow(float* x, float* y, float* dy, float* dx)
    {
        for (var row = 0; row < height.Output; row++)
        {
            var (top, bottom) = height.Places(row);
            for (var column = 0; column < width.Output; column++, y += channels)
            {
                var (left, right) = width.Places(column);
                var at = ((nint)top * width.Input + left) * channels;
                if (dx is null)
                {
                    Forward(x + at, y, bottom - top, right - left);
                    continue;
                }
                Backward(x + at, y, dy, dx + at, bottom - top, right - left);
                dy += channels;
            }
        }
    }
}
