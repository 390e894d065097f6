using System.Runtime.CompilerServices;

namespace DistributedDL.Learning.Augmentation;

/// <summary>
/// Reads an image <c>[height, width, channels]</c> at places between its pixels, bilinearly, as <c>scipy.ndimage.affine_transform</c> does with
/// order 1 and mode nearest or constant: the constant begins right behind the outermost pixels' centres.
/// </summary>
/// <param name="fill">Null for nearest.</param>
internal sealed unsafe class ImageSampler(int height, int width, int channels, float? fill)
{
    /// <param name="to">Must not overlap <paramref name="from"/>.</param>
    public void Run(float* from, float* to, SourceMap map)
    {
        for (var row = 0; row < height; row++)
        {
            double y = map.Row + row * map.RowByRow, x = map.Column + row * map.ColumnByRow;
            for (var column = 0; column < width; column++, to += channels)
                Sample(from, to, y + column * map.RowByColumn, x + column * map.ColumnByColumn);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Sample(float* from, float* to, double y, double x)
    {
        if (fill is { } value && !(y >= 0 && y <= height - 1 && x >= 0 && x <= width - 1))
        {
            for (var channel = 0; channel < channels; channel++) to[channel] = value;
            return;
        }
        y = Math.Clamp(y, 0, height - 1);
        x = Math.Clamp(x, 0, width - 1);
        int top = (int)y, left = (int)x;
        float down = (float)(y - top), right = (float)(x - left);
        // At the last pixel the share is zero, and the neighbour may be any.
        nint toRight = left < width - 1 ? channels : 0, toBelow = top < height - 1 ? (nint)width * channels : 0;
        var at = from + ((nint)top * width + left) * channels;
        for (var channel = 0; channel < channels; channel++, at++)
        {
            var upper = at[0] + right * (at[toRight] - at[0]);
            var lower = at[toBelow] + right * (at[toBelow + toRight] - at[toBelow]);
            to[channel] = upper + down * (lower - upper);
        }
    }
}
