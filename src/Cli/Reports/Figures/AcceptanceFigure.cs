using DistributedDL.Cli.Recipes.Datasets;
using DistributedDL.Cli.Recipes.Yaml;
using DistributedDL.Cli.Reports.Plots;
using DistributedDL.Cli.Reports.Results;

namespace DistributedDL.Cli.Reports.Figures;

/// <summary>The reference order's acceptance over its price, or its expected revenue, as learned after so many orders and as it truly was.</summary>
public sealed record AcceptanceFigure(string Model, string Data, IReadOnlyList<int> At, bool Revenue) : FigureSpec
{
    internal static AcceptanceFigure Read(MapReader map) => new(
        FigureSettings.Model(map), map.DataName("data", required: true) ?? "", map.Ints("at", 1, 10_000_000, required: true), map.OneOf("shown", ["acceptance", "revenue"], "quantity") == "revenue");

    protected override async Task<(string, string, string)> DrawPlot(IRecipeResults results, string id, CancellationToken cancellation)
    {
        var orders = results.Orders(Data);
        var (curves, best) = (new List<Curve>(), new List<string>());
        foreach (var after in At)
        {
            var outputs = await results.Predict(Model, after, CourierOrders.ReferenceAtEachPrice(), cancellation);
            var learned = Enumerable.Range(0, outputs.Count).Select(i => (double)outputs.Probability(i, 1)).ToList();
            var drifted = after > orders.DriftAfter;
            var truth = CourierOrders.Prices.Select(price => CourierOrders.Acceptance(CourierOrders.Reference, price, drifted)).ToList();
            curves.Add(Of($"learned after {after:N0}", learned));
            curves.Add(Of("true then", truth));
            best.Add($"after {after:N0} orders {CourierOrders.Best(learned):0.00}, in truth {CourierOrders.Best(truth):0.00}");
        }
        var what = Revenue ? "expected revenue" : "acceptance";
        return ($"{(Revenue ? "Expected revenue" : "Acceptance")} over price", $"Of an order over 8 km, 4 kg, without rain, the competitor at {CourierOrders.Reference[3]:0.00}. The best price: {string.Join("; ", best)}.",
            CurvePlot.Draw(curves, "price", what, id));
    }

    private Curve Of(string name, IReadOnlyList<double> acceptance) =>
        new(name, [.. CourierOrders.Prices.Zip(acceptance, (price, accepted) => (price, Revenue ? price * accepted : accepted))]);
}
