using DistributedDL.Cli.Recipes.Datasets;

namespace DistributedDL.Cli.Tests.Recipes.Datasets;

public sealed class CourierOrdersTests
{
    [Fact]
    public void Rows_SameSeed_AreTheSame()
    {
        Assert.Equal(new CourierOrders(50, 20, 3).Rows(), new CourierOrders(50, 20, 3).Rows());
        Assert.NotEqual(new CourierOrders(50, 20, 3).Rows()[0], new CourierOrders(50, 20, 4).Rows()[0]);
        Assert.All(new CourierOrders(50, 20, 3).Rows(), row => Assert.Equal(CourierOrders.Columns.Count, row.Count));
    }

    /// <summary>Acceptance drawn as often as the formula says, on both sides of the drift.</summary>
    [Theory]
    [InlineData(0, 20_000)]
    [InlineData(20_000, 40_000)]
    public void Rows_Accepted_AsOftenAsTheFormulaSays(int from, int to)
    {
        var rows = new CourierOrders(40_000, 20_000, 5).Rows().Skip(from).Take(to - from).ToList();
        var expected = rows.Average(row => CourierOrders.Acceptance(row, row[4], from > 0));

        Assert.Equal(expected, rows.Average(row => row[5]), 0.01);
        Assert.InRange(rows.Average(row => row[2]), 0.29, 0.31);
        Assert.All(rows, row => Assert.True(row[0] is >= 1 and <= 15 && row[1] is >= 0.5 and <= 10 && row[4] > 0));
    }

    /// <summary>By hand: 1 / (1 + exp(−(2.5 + 0.06·8 + 0.02·4 + 0.35·7.4 − 0.75·5))), and after the drift.</summary>
    [Theory]
    [InlineData(5, false, 0.8698915)]
    [InlineData(5, true, 0.4133824)]
    public void Acceptance_OfTheReferenceOrder_IsAsByHand(double price, bool drifted, double expected) =>
        Assert.Equal(expected, CourierOrders.Acceptance(CourierOrders.Reference, price, drifted), 1e-6);

    [Fact]
    public void Best_Price_HasTheHighestRevenue() => Assert.Equal(7, CourierOrders.Best([.. CourierOrders.Prices.Select(price => price <= 7 ? 0.5 : 0.1)]));
}
