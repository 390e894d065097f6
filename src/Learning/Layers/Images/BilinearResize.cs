using System.Runtime.Intrinsics;
using DistributedDL.Learning.Numerics;
using TorchSharp;
using static TorchSharp.torch.nn.functional;

namespace DistributedDL.Learning.Layers.Images;

/// <summary>Between the four nearest numbers, centres of places matched (PyTorch's <c>align_corners=False</c>), without smoothing before.</summary>
internal sealed unsafe class BilinearResize(IReadOnlyList<int> input, IReadOnlyList<int> output) : Operation, IWrittenOut
{
    private readonly int _channels = input.Count == 3 ? input[2] : 1;
    private readonly Between[] _rows = Between.Of(input[0], output[0]);
    private readonly Between[] _columns = Between.Of(input[1], output[1]);

    public int OutputWidth => _rows.Length * _columns.Length * _channels;

    private int InputWidth => input[0] * input[1] * _channels;

    public override torch.Tensor Forward(torch.Tensor input1)
    {
        var image = input1.reshape(-1, input[0], input[1], _channels).permute(0, 3, 1, 2);
        var resized = interpolate(image, [_rows.Length, _columns.Length], mode: torch.InterpolationMode.Bilinear, align_corners: false);
        return resized.permute(0, 2, 3, 1).reshape([-1, .. output.Select(size => (long)size)]);
    }

    public void Forward(NativeBuffer input, NativeBuffer output, int examples)
    {
        for (var example = 0; example < examples; example++)
        {
            var y = output.Pointer + (nint)example * OutputWidth;
            foreach (var row in _rows)
            {
                foreach (var column in _columns)
                {
                    Mix(input.Pointer + (nint)example * InputWidth, y, row, column);
                    y += _channels;
                }
            }
        }
    }

    public void Backward(NativeBuffer input, NativeBuffer output, NativeBuffer outputGradient, NativeBuffer? inputGradient, int examples)
    {
        if (inputGradient is null) return;
        inputGradient.Span[..(examples * InputWidth)].Clear();
        for (var example = 0; example < examples; example++)
        {
            var dy = outputGradient.Pointer + (nint)example * OutputWidth;
            foreach (var row in _rows)
            {
                foreach (var column in _columns)
                {
                    Spread(dy, inputGradient.Pointer + (nint)example * InputWidth, row, column);
                    dy += _channels;
                }
            }
        }
    }

    private nint At(int row, int column) => ((nint)row * input[1] + column) * _channels;

    private void Mix(float* x, float* y, Between row, Between column)
    {
        for (var channel = 0; channel < _channels; channel += Simd.Width)
        {
            var above = column.Mix(Vector512.Load(x + At(row.Lower, column.Lower) + channel), Vector512.Load(x + At(row.Lower, column.Upper) + channel));
            var below = column.Mix(Vector512.Load(x + At(row.Upper, column.Lower) + channel), Vector512.Load(x + At(row.Upper, column.Upper) + channel));
            Rows.StoreUpTo(row.Mix(above, below), y + channel, _channels - channel);
        }
    }

    private void Spread(float* dy, float* dx, Between row, Between column)
    {
        for (var channel = 0; channel < _channels; channel++)
        {
            dx[At(row.Lower, column.Lower) + channel] += dy[channel] * (1 - row.Share) * (1 - column.Share);
            dx[At(row.Lower, column.Upper) + channel] += dy[channel] * (1 - row.Share) * column.Share;
            dx[At(row.Upper, column.Lower) + channel] += dy[channel] * row.Share * (1 - column.Share);
            dx[At(row.Upper, column.Upper) + channel] += dy[channel] * row.Share * column.Share;
        }
    }
}
