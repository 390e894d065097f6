using System.Runtime.Intrinsics;
using DistributedDL.Contracts.Errors;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Numerics;

namespace DistributedDL.Learning.Augmentation;

/// <summary>Changes the images of training batches in place. What an example becomes is a function of seed, epoch and its index alone.</summary>
/// <param name="highest">Values are cut off at this after a change of brightness: 255 for bytes, null for none.</param>
internal sealed unsafe class Augmenter(Augmentation augmentation, IReadOnlyList<int> input, float? highest, long seed) : IDisposable
{
    private readonly int _imageWidth = (int)Shape.Width(input);
    private readonly ImageSampler _sampler = new(input[0], input[1], input.Count == 3 ? input[2] : 1, augmentation.Fill);
    private readonly Scratch _original = new();

    /// <inheritdoc cref="AugmentationBinder.Bind"/>
    public static Augmenter? Bind(string json, IReadOnlyList<int> input, bool isBytes, long seed, List<FieldViolation> violations) =>
        AugmentationBinder.Bind(json, input, violations) is { } bound ? new Augmenter(bound, input, isBytes ? 255f : null, seed) : null;

    /// <param name="images">Raw values <c>[examples, height, width, channels]</c>.</param>
    /// <param name="examples">Their indices in the training split.</param>
    /// <param name="epoch">From 1.</param>
    public void Run(Span<float> images, ReadOnlySpan<int> examples, int epoch)
    {
        for (var i = 0; i < examples.Length; i++)
            Run(images.Slice(i * _imageWidth, _imageWidth), augmentation.Draw(seed, epoch, examples[i], input[0], input[1]));
    }

    public void Run(Span<float> image, ImageTransform transform)
    {
        if (!transform.MovesNothing)
        {
            var source = _original.Require(_imageWidth);
            image.CopyTo(source.Span);
            fixed (float* to = image) _sampler.Run(source.Pointer, to, transform.Source(input[0], input[1]));
        }
        if (transform.Brightness == 1) return;
        Brighten(image, (float)transform.Brightness, highest ?? float.PositiveInfinity);
    }

    private static void Brighten(Span<float> image, float factor, float most)
    {
        var i = 0;
        for (; i <= image.Length - Simd.Width; i += Simd.Width)
            Vector512.Min(Vector512.Create(image.Slice(i, Simd.Width)) * factor, Vector512.Create(most)).CopyTo(image[i..]);
        foreach (ref var value in image[i..]) value = Math.Min(value * factor, most);
    }

    public void Dispose() => _original.Dispose();
}
