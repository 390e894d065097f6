using System.Globalization;

namespace DistributedDL.Cli.Recipes.MustReach;

/// <summary>
/// Keys of a recipe's metrics: <c>train_accuracy</c> at the end of the model that is the recipe's result,
/// <c>train_accuracy_after_1000</c> after so many epochs, <c>scratch.test_mse</c> for another model.
/// </summary>
public static class MetricKey
{
    public static string Of(string result, string model, string metric, int? after = null)
    {
        var key = after is { } epochs ? string.Create(CultureInfo.InvariantCulture, $"{metric}_after_{epochs}") : metric;
        return model == result ? key : $"{model}.{key}";
    }
}
