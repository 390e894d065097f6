namespace DistributedDL.Learning.Layers.Images;

/// <summary>How a window moves over one axis of an image.</summary>
/// <param name="Before">Places of padding before the input.</param>
/// <param name="After">Places of padding behind it.</param>
internal readonly record struct Axis(int Input, int Window, int Stride, int Before, int After, int Output)
{
    /// <summary>Places with padding.</summary>
    public int Padded => Before + Input + After;

    /// <summary>Only whole windows within the input.</summary>
    public static Axis Valid(int input, int window, int stride) => new(input, window, stride, 0, 0, (input - window) / stride + 1);

    /// <summary>⌈input / stride⌉ windows, padded by halves as Keras does, the odd place behind.</summary>
    public static Axis Same(int input, int window, int stride)
    {
        var output = (input + stride - 1) / stride;
        var padding = Math.Max((output - 1) * stride + window - input, 0);
        return new(input, window, stride, padding / 2, padding - padding / 2, output);
    }

    /// <summary>Places of the window at <paramref name="output"/> that lie within the input.</summary>
    public (int First, int End) Places(int output)
    {
        var first = output * Stride - Before;
        return (Math.Max(first, 0), Math.Min(first + Window, Input));
    }
}
