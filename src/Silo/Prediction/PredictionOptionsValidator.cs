using DistributedDL.Silo.Hosting;
using Microsoft.Extensions.Options;

namespace DistributedDL.Silo.Prediction;

internal sealed class PredictionOptionsValidator : IValidateOptions<PredictionOptions>
{
    public ValidateOptionsResult Validate(string? name, PredictionOptions options) => new OptionBounds(PredictionOptions.Section)
        .Within(nameof(options.CacheBytes), options.CacheBytes, 1L << 20, 1L << 40)
        .Result;
}
