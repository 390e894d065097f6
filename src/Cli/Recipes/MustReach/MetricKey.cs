using System.Globalization;

namespace DistributedDL.Cli.Recipes.MustReach;

/// <summary>
/// Keys of a recipe's metrics: <c>train_accuracy</c> at the end of the model that is the recipe's result,
/// <c>train_accuracy_after_1000</c> after so many epochs, <c>train_mse_on_data2</c> on other data than its own,
/// <c>scratch.test_mse</c> for another model.
/// </summary>
public static class MetricKey
{
    public static string Of(string result, string model, string metric, int? after = null, string? data = null)
    {
        if (data is not null) metric = $"{metric}_on_{data}";
        var key = after is { } epochs ? string.Create(CultureInfo.InvariantCulture, $"{metric}_after_{epochs}") : metric;
        return model == result ? key : $"{model}.{key}";
    }
}
