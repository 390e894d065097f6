using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Recipes.Datasets;
using DistributedDL.Cli.Recipes.Steps;
using DistributedDL.Cli.Reports.Results;
using DistributedDL.Client.Prediction;

namespace DistributedDL.Cli.Recipes.Running;

/// <summary>Asks a model for the acceptance of the reference order at every price.</summary>
internal sealed class PriceSearch(CommandCall call, RecipeServer server)
{
    /// <returns>The best price, and which share of the truly best revenue it brings.</returns>
    public async Task<(double Price, double RevenueShare)> Find(TrainedModel model, BestPriceStep step, CourierOrders orders)
    {
        var (name, version) = model.At(step.After);
        var request = new PredictRequest { Model = name, Version = version };
        request.Features.AddRange(CourierOrders.ReferenceAtEachPrice());
        var found = await server.Client.Prediction.PredictAsync(request, call.Unlimited);
        var outputs = new OutputTable([.. found.Outputs], found.OutputWidth);
        var price = CourierOrders.Best([.. Enumerable.Range(0, outputs.Count).Select(i => (double)outputs.Probability(i, 1))]);
        var drifted = (step.After ?? model.FinalEpoch) > orders.DriftAfter;
        return (price, Revenue(price) / CourierOrders.Prices.Max(Revenue));

        double Revenue(double at) => at * CourierOrders.Acceptance(CourierOrders.Reference, at, drifted);
    }
}
