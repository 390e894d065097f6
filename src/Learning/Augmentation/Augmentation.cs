using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Augmentation;

/// <summary>
/// Random changes of training images, each drawn evenly from its range. The options are those of Keras' ImageDataGenerator; a shift
/// of whole pixels is drawn from −n to n, both within.
/// </summary>
/// <param name="Rotation">Degrees, to either side.</param>
/// <param name="HeightShift">Below 1 a share of the height, else whole pixels, to either side.</param>
/// <param name="WidthShift">Likewise of the width.</param>
/// <param name="Zoom">Input pixels for one of the output, for each axis by itself: above 1 the picture shrinks.</param>
/// <param name="Brightness">Factor of all values; null to leave them.</param>
/// <param name="Fill">Value of places outside of the image; null for that of the nearest place inside.</param>
internal sealed record Augmentation(
    bool FlipHorizontal, bool FlipVertical, double Rotation, double HeightShift, double WidthShift, Interval Zoom, Interval? Brightness, float? Fill)
{
    /// <param name="epoch">From 1.</param>
    /// <param name="example">Index in the training split, so that the order of the examples does not matter.</param>
    public ImageTransform Draw(long seed, int epoch, int example, int height, int width)
    {
        var chance = new Chance(SeededRandom.Hash((long)SeededRandom.Hash(seed, epoch), example));
        return new ImageTransform
        {
            Rotation = chance.Within(0, new(-Rotation, Rotation)),
            ShiftRows = Shift(chance, 1, HeightShift, height),
            ShiftColumns = Shift(chance, 2, WidthShift, width),
            ZoomRows = chance.Within(3, Zoom),
            ZoomColumns = chance.Within(4, Zoom),
            FlipHorizontal = FlipHorizontal && chance.Coin(5),
            FlipVertical = FlipVertical && chance.Coin(6),
            Brightness = Brightness is { } range ? chance.Within(7, range) : 1,
        };
    }

    private static double Shift(Chance chance, int draw, double most, int size) =>
        most < 1 ? chance.Within(draw, new(-most, most)) * size : chance.Whole(draw, (int)most);

    /// <summary>One example's source of chance: each draw has its place, so that an option more leaves the others' draws as they were.</summary>
    private readonly struct Chance(ulong key)
    {
        public double Within(int draw, Interval range) => range.Low + (range.High - range.Low) * Share(draw);

        public int Whole(int draw, int most) => (int)(Share(draw) * (2 * most + 1)) - most;

        public bool Coin(int draw) => Share(draw) < 0.5;

        private double Share(int draw) => (SeededRandom.Hash((long)key, draw) >> 11) * (1.0 / (1L << 53));
    }
}
