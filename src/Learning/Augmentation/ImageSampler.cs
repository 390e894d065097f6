using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace DistributedDL.Learning.Augmentation;

/// <summary>
/// Reads an image <c>[height, width, channels]</c> at places between its pixels, bilinearly, as <c>scipy.ndimage.affine_transform</c> does with
/// order 1 and mode nearest or constant: the constant begins right behind the outermost pixels' centres.
/// </summary>
/// <param name="fill">Null for nearest.</param>
internal sealed unsafe class ImageSampler(int height, int width, int channels, float? fill)
{
    private readonly double _bottom = height - 1, _rightmost = width - 1;
    private readonly bool _isConstant = fill is not null;
    private readonly float _constant = fill ?? 0;

    /// <param name="from">With three numbers of any value to be read behind its end.</param>
    /// <param name="to">Must not overlap <paramref name="from"/>.</param>
    public void Run(float* from, float* to, SourceMap map)
    {
        // What a vector holds above a pixel's channels, the next pixel overwrites.
        var lastForVectors = channels > Vector128<float>.Count ? to - 1 : to + (nint)height * width * channels - Vector128<float>.Count;
        for (var row = 0; row < height; row++)
        {
            double y = map.Row + row * map.RowByRow, x = map.Column + row * map.ColumnByRow;
            for (var column = 0; column < width; column++, to += channels)
                Sample(from, to, y + column * map.RowByColumn, x + column * map.ColumnByColumn, to <= lastForVectors);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Sample(float* from, float* to, double y, double x, bool asVector)
    {
        if (_isConstant && !(y >= 0 && y <= _bottom && x >= 0 && x <= _rightmost))
        {
            for (var channel = 0; channel < channels; channel++) to[channel] = _constant;
            return;
        }
        y = y < 0 ? 0 : y > _bottom ? _bottom : y;
        x = x < 0 ? 0 : x > _rightmost ? _rightmost : x;
        int top = double.ConvertToIntegerNative<int>(y), left = double.ConvertToIntegerNative<int>(x);
        float down = (float)(y - top), right = (float)(x - left);
        // At the last pixel the share is zero, and the neighbour may be any.
        nint toRight = left < width - 1 ? channels : 0, toBelow = top < height - 1 ? (nint)width * channels : 0;
        var at = from + ((nint)top * width + left) * channels;
        if (asVector)
        {
            Vector128<float> leftAbove = Vector128.Load(at), leftBelow = Vector128.Load(at + toBelow);
            var above = leftAbove + right * (Vector128.Load(at + toRight) - leftAbove);
            var below = leftBelow + right * (Vector128.Load(at + toBelow + toRight) - leftBelow);
            (above + down * (below - above)).Store(to);
            return;
        }
        for (var channel = 0; channel < channels; channel++, at++)
        {
            var upper = at[0] + right * (at[toRight] - at[0]);
            var lower = at[toBelow] + right * (at[toBelow + toRight] - at[toBelow]);
            to[channel] = upper + down * (lower - upper);
        }
    }
}
