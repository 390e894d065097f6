using DistributedDL.Cli.Demo;

namespace DistributedDL.Cli.Tests.Demo;

public sealed class DigitsTests
{
    [Fact]
    public void Turn_Image_IsNumpysRot90()
    {
        var image = Enumerable.Range(0, 64).Select(i => (float)i).ToArray();

        var turned = Digits.Turn(image);

        // numpy.rot90(numpy.arange(64).reshape(8, 8))[0] and [7]
        Assert.Equal([7, 15, 23, 31, 39, 47, 55, 63], turned[..8]);
        Assert.Equal([0, 8, 16, 24, 32, 40, 48, 56], turned[56..]);
    }

    [Fact]
    public void Read_Sample_HasAllDigits()
    {
        var digits = Digits.Read(SampleFile.Find("digits.csv.gz"));

        Assert.Equal(1_797, digits.Count);
        Assert.Equal(10, digits.Labels.Distinct().Count());
        Assert.All(digits.Pixels, image => Assert.Equal(64, image.Length));
        Assert.Equal("0", digits.Labels[0]);
    }

    [Fact]
    public void TurnedFrom_Row_LeavesThoseBeforeIt()
    {
        var digits = Digits.Read(SampleFile.Find("digits.csv.gz"));

        var turned = digits.TurnedFrom(200);

        Assert.Equal(digits.Pixels[199], turned.Pixels[199]);
        Assert.Equal(Digits.Turn(digits.Pixels[200]), turned.Pixels[200]);
    }

    [Fact]
    public void Picture_OfTwo_HasEightLinesOfEqualWidth()
    {
        var lines = DigitPicture.Lines([new float[64], [.. Enumerable.Repeat(16f, 64)]]).ToList();

        Assert.Equal(8, lines.Count);
        Assert.All(lines, line => Assert.Equal(new string(' ', 19) + new string('█', 16), line));
    }
}
