using DistributedDL.Cli.Recipes.Running;

namespace DistributedDL.Cli.Tests.Recipes.Running;

public sealed class TokenDrawTests
{
    private static readonly float[] Probabilities = [0.5f, 0.3f, 0, 0.2f];

    [Fact]
    public void From_TemperatureZero_TakesTheMostProbable()
    {
        var draw = new TokenDraw(0, 3);

        Assert.Equal([0, 0, 1], new[] { draw.From(Probabilities), draw.From([0.4f, 0.4f]), draw.From([0.1f, 0.9f]) });
    }

    // Shares p^(1/T) / Σ p^(1/T), by hand: for T = 0.5 squares .25, .09, .04 of .38; for T = 2 roots .7071, .5477, .4472 of 1.702.
    [Theory]
    [InlineData(1, 0.5, 0.3, 0.2)]
    [InlineData(0.5, 0.6579, 0.2368, 0.1053)]
    [InlineData(2, 0.4154, 0.3218, 0.2628)]
    public void From_ManyDraws_HaveTheSharesOfTheTemperature(double temperature, double first, double second, double last)
    {
        const int Draws = 40_000;
        var draw = new TokenDraw(temperature, 0);
        var counts = new int[4];
        for (var i = 0; i < Draws; i++) counts[draw.From(Probabilities)]++;

        // Four standard errors of a share of one half.
        Assert.Equal(first, counts[0] / (double)Draws, 0.01);
        Assert.Equal(second, counts[1] / (double)Draws, 0.01);
        Assert.Equal(last, counts[3] / (double)Draws, 0.01);
        Assert.Equal(0, counts[2]);
    }

    [Fact]
    public void From_SameSeed_DrawsTheSame()
    {
        Assert.Equal(Drawn(7), Drawn(7));
        Assert.NotEqual(Drawn(7), Drawn(8));
        Assert.NotEqual(Drawn(7), Drawn(7L << 32));
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e-5)]
    public void From_LittleTemperature_IsAsGoodAsNone(double temperature)
    {
        var draw = new TokenDraw(temperature, 1);

        Assert.All(Enumerable.Range(0, 100), _ => Assert.Equal(0, draw.From(Probabilities)));
    }

    private static List<int> Drawn(long seed)
    {
        var draw = new TokenDraw(1, seed);
        return [.. Enumerable.Range(0, 64).Select(_ => draw.From(Probabilities))];
    }
}
