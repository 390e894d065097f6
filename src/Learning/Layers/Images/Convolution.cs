using DistributedDL.Learning.Activations;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Numerics;
using TorchSharp;
using static TorchSharp.torch.nn.functional;

namespace DistributedDL.Learning.Layers.Images;

/// <summary>
/// A convolution over images that stay channels-last: a row of a window is contiguous, so that products read the windows in place and no
/// layout is converted. The gradient of the input is a convolution too, of the gradient spread by the stride and with the kernel reversed
/// (Dumoulin and Visin, 2016, chapter 4).
/// </summary>
/// <param name="activation">Done in place, example by example; null for none.</param>
internal sealed unsafe class Convolution(Parameter weight, Parameter? bias, Axis height, Axis width, Activation? activation)
    : Operation(bias is null ? [weight] : [weight, bias]), IWrittenOut, IDisposable
{
    private readonly int _filters = (int)weight.Spec.Shape[0];
    private readonly int _channels = (int)weight.Spec.Shape[1];
    private readonly KernelPacking _packing = new(weight, height.Window, width.Window);
    private readonly Scratch _padded = new();
    private readonly Scratch _slopes = new();
    private readonly Scratch _spread = new();

    public int OutputWidth { get; } = height.Output * width.Output * (int)weight.Spec.Shape[0];

    private int InputWidth => height.Input * width.Input * _channels;

    private bool IsPadded => height.Padded != height.Input || width.Padded != width.Input;

    public override torch.Tensor Forward(torch.Tensor input)
    {
        var image = pad(input.permute(0, 3, 1, 2), [width.Before, width.After, height.Before, height.After], PaddingModes.Constant, 0);
        var made = conv2d(image, weight.Leaf, bias?.Leaf, [height.Stride, width.Stride]).permute(0, 2, 3, 1);
        return activation is null ? made : activation.Forward(made);
    }

    public void Forward(NativeBuffer input, NativeBuffer output, int examples)
    {
        _packing.Pack();
        var product = new Product
        {
            Rows = width.Output, RowStride = (nint)width.Stride * _channels,
            Outer = height.Window, OuterStride = (nint)width.Padded * _channels, Inner = width.Window * _channels,
            Columns = _filters, RightStride = _packing.FilterRoom, OutputStride = _filters,
        };
        for (var example = 0; example < examples; example++)
        {
            var x = Pad(input.Pointer + (nint)example * InputWidth);
            var y = output.Pointer + (nint)example * OutputWidth;
            for (var column = 0; column < _filters; column += _packing.PanelWidth)
            {
                var panel = product with { Columns = Math.Min(_packing.PanelWidth, _filters - column) };
                for (var row = 0; row < height.Output; row++)
                {
                    panel.Run(x + (nint)row * height.Stride * width.Padded * _channels, _packing.Kernel + column,
                        bias is null ? null : bias.Pointer + column, y + (nint)row * width.Output * _filters + column);
                }
            }
            activation?.Forward(y, y, 1, OutputWidth);
        }
    }

    public void Backward(NativeBuffer input, NativeBuffer output, NativeBuffer outputGradient, NativeBuffer? inputGradient, int examples)
    {
        _packing.ClearGradient();
        if (bias is not null) new Span<float>(bias.Gradient, _filters).Clear();
        if (inputGradient is not null) _packing.PackReversed();
        for (var example = 0; example < examples; example++)
        {
            var dy = outputGradient.Pointer + (nint)example * OutputWidth;
            if (activation is not null)
            {
                var y = output.Pointer + (nint)example * OutputWidth;
                var slope = _slopes.Require(OutputWidth).Pointer;
                activation.Backward(y, y, dy, slope, 1, OutputWidth);
                dy = slope;
            }
            if (bias is not null) Rows.AddColumnSums(dy, height.Output * width.Output, _filters, bias.Gradient);
            AddKernelGradient(Pad(input.Pointer + (nint)example * InputWidth), dy);
            if (inputGradient is not null) FindInputGradient(dy, inputGradient.Pointer + (nint)example * InputWidth);
        }
        _packing.UnpackGradient();
    }

    public void Dispose()
    {
        _packing.Dispose();
        _padded.Dispose();
        _slopes.Dispose();
        _spread.Dispose();
    }

    private float* Pad(float* image)
    {
        if (!IsPadded) return image;
        var room = _padded.Require((long)height.Padded * width.Padded * _channels).Pointer;
        Rows.Copy(image, (nint)width.Input * _channels, room + ((nint)height.Before * width.Padded + width.Before) * _channels,
            (nint)width.Padded * _channels, height.Input, width.Input * _channels);
        return room;
    }

    private void AddKernelGradient(float* x, float* dy)
    {
        var rows = width.Window * _channels;
        var product = new Product
        {
            Rows = rows, RowStride = 1, Outer = height.Output, OuterStride = (nint)height.Stride * width.Padded * _channels,
            Inner = width.Output, InnerStride = (nint)width.Stride * _channels,
            Columns = _filters, RightStride = _filters, OutputStride = _packing.FilterRoom, StartStride = _packing.FilterRoom,
        };
        for (var row = 0; row < height.Window; row++)
        {
            var gradient = _packing.Gradient + (nint)row * rows * _packing.FilterRoom;
            product.Run(x + (nint)row * width.Padded * _channels, dy, gradient, gradient);
        }
    }

    private void FindInputGradient(float* dy, float* dx)
    {
        var (rows, columns) = ((height.Output - 1) * height.Stride + height.Window, (width.Output - 1) * width.Stride + width.Window);
        var spreadWidth = columns + width.Window - 1;
        var image = _spread.Require((long)(rows + height.Window - 1) * spreadWidth * _filters).Pointer;
        for (var row = 0; row < height.Output; row++)
        {
            Rows.Copy(dy + (nint)row * width.Output * _filters, _filters,
                image + ((nint)(height.Window - 1 + row * height.Stride) * spreadWidth + width.Window - 1) * _filters, (nint)width.Stride * _filters, width.Output, _filters);
        }
        // Places behind the last window had no part in the output.
        var (reachedRows, reachedColumns) = (Math.Min(height.Input, rows - height.Before), Math.Min(width.Input, columns - width.Before));
        if (reachedRows < height.Input || reachedColumns < width.Input) new Span<float>(dx, InputWidth).Clear();
        var product = new Product
        {
            Rows = reachedColumns, RowStride = _filters, Outer = height.Window, OuterStride = (nint)spreadWidth * _filters,
            Inner = width.Window * _filters, Columns = _channels, RightStride = _packing.ChannelRoom, OutputStride = _channels,
        };
        for (var row = 0; row < reachedRows; row++)
        {
            product.Run(image + ((nint)(height.Before + row) * spreadWidth + width.Before) * _filters, _packing.Reversed, null,
                dx + (nint)row * width.Input * _channels);
        }
    }
}
