using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DistributedDL.Gateway.Prediction;

/// <summary>Predictions.</summary>
internal static class PredictionHosting
{
    public static void AddPredictions(this IServiceCollection services) => services.TryAddSingleton<PredictBatcher>();
}
