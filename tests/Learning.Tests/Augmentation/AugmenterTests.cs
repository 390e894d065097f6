using DistributedDL.Learning.Augmentation;

namespace DistributedDL.Learning.Tests.Augmentation;

public sealed class AugmenterTests
{
    private const string Everything = """{"flip_horizontal":true,"flip_vertical":true,"rotation":20,"width_shift":0.2,"height_shift":2,"zoom":[0.8,1.3],"brightness":[0.5,1.5]}""";
    private static readonly int[] Shape = [6, 5, 3];
    private static readonly float[] Image = Examples.Floats(90, 4, 100);

    [Fact]
    public void Run_OrderOfTheBatch_DoesNotMatter()
    {
        var (one, other) = (Run(Everything, 3, [7, 8, 9]), Run(Everything, 3, [9, 7, 8]));

        Assert.Equal(one[..90], other[90..180]);
        Assert.Equal(one[180..], other[..90]);
    }

    [Fact]
    public void Run_AnotherSeedEpochOrExample_AnotherPicture()
    {
        var made = Run(Everything, 3, [7]);

        Assert.Equal(made, Run(Everything, 3, [7]));
        Assert.NotEqual(made, Run(Everything, 4, [7]));
        Assert.NotEqual(made, Run(Everything, 3, [8]));
        Assert.NotEqual(made, Run(Everything, 3, [7], seed: 6));
    }

    [Fact]
    public void Run_WholeShiftsAndFlips_MovePixelsExactly()
    {
        using var augmenter = Augmenter.Bind("""{"width_shift":1}""", Shape, true, 0, [])!;
        var made = (float[])Image.Clone();

        augmenter.Run(made, new ImageTransform { ShiftRows = 2, ShiftColumns = -1, FlipHorizontal = true });

        for (var row = 0; row < 6; row++)
        {
            for (var column = 0; column < 5; column++)
            {
                var (fromRow, fromColumn) = (Math.Min(row + 2, 5), Math.Max(4 - column - 1, 0));
                Assert.Equal(Image.AsSpan((fromRow * 5 + fromColumn) * 3, 3), made.AsSpan((row * 5 + column) * 3, 3));
            }
        }
    }

    [Fact]
    public void Draw_WholeShifts_AreAllFromMinusToPlus()
    {
        var bound = AugmentationBinder.Bind("""{"width_shift":2,"height_shift":0.5}""", Shape, [])!;
        var drawn = Enumerable.Range(0, 200).Select(example => bound.Draw(1, 1, example, 6, 5)).ToArray();

        Assert.Equal([-2, -1, 0, 1, 2], drawn.Select(transform => transform.ShiftColumns).Distinct().Order());
        Assert.All(drawn, transform => Assert.InRange(transform.ShiftRows, -3, 3));
        Assert.Contains(drawn, transform => transform.ShiftRows > 2);
    }

    [Fact]
    public void Draw_EveryOption_StaysWithinItsRangeAndReachesBothEnds()
    {
        var bound = AugmentationBinder.Bind(Everything, Shape, [])!;
        var drawn = Enumerable.Range(0, 2000).Select(example => bound.Draw(1, 1, example, 6, 5)).ToArray();

        AssertFills(drawn.Select(transform => transform.Rotation), -20, 20);
        AssertFills(drawn.Select(transform => transform.ZoomRows), 0.8, 1.3);
        AssertFills(drawn.Select(transform => transform.ZoomColumns), 0.8, 1.3);
        AssertFills(drawn.Select(transform => transform.Brightness), 0.5, 1.5);
        Assert.InRange(drawn.Count(transform => transform.FlipHorizontal), 900, 1100);
        Assert.InRange(drawn.Count(transform => transform.FlipVertical), 900, 1100);
    }

    [Theory]
    [InlineData(true, 255)]
    [InlineData(false, 400)]
    public void Run_Brightness_CutsBytesOffAtTheirHighest(bool isBytes, float expected)
    {
        using var augmenter = Augmenter.Bind("""{"brightness":[2,2]}""", [1, 2], isBytes, 0, [])!;
        float[] image = [10, 200];

        augmenter.Run(image, [0], 1);

        Assert.Equal([20, expected], image);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Run_BrightnessOfManyValues_IsThatOfEachAlone(bool isBytes)
    {
        using var augmenter = Augmenter.Bind("""{"brightness":[3,3]}""", Shape, isBytes, 0, [])!;
        var made = (float[])Image.Clone();

        augmenter.Run(made, [0], 1);

        Assert.Equal(Image.Select(value => isBytes ? Math.Min(value * 3, 255) : value * 3), made);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Run_AnyChannels_EachIsChangedAsIfAloneAndTheNextImageIsLeft(int channels)
    {
        var transform = new ImageTransform { Rotation = 11, ShiftRows = 0.7, ZoomColumns = 1.2 };
        var images = Examples.Floats(2 * 30 * channels, 4, 100);
        var made = (float[])images.Clone();
        using var augmenter = Augmenter.Bind("""{"rotation":1}""", [6, 5, channels], false, 0, [])!;
        using var ofOne = Augmenter.Bind("""{"rotation":1}""", [6, 5], false, 0, [])!;

        augmenter.Run(made.AsSpan(0, 30 * channels), transform);

        Assert.Equal(images[(30 * channels)..], made[(30 * channels)..]);
        for (var channel = 0; channel < channels; channel++)
        {
            var alone = images.Take(30 * channels).Where((_, i) => i % channels == channel).ToArray();
            ofOne.Run(alone, transform);
            Assert.Equal(alone, made.Take(30 * channels).Where((_, i) => i % channels == channel));
        }
    }

    private static void AssertFills(IEnumerable<double> values, double low, double high)
    {
        var margin = (high - low) * 0.01;
        Assert.InRange(values.Min(), low, low + margin);
        Assert.InRange(values.Max(), high - margin, high);
    }

    private static float[] Run(string json, int epoch, int[] examples, long seed = 5)
    {
        using var augmenter = Augmenter.Bind(json, Shape, true, seed, [])!;
        var images = examples.SelectMany(_ => Image).ToArray();
        augmenter.Run(images, examples, epoch);
        return images;
    }
}
