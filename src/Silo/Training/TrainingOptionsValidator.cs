using DistributedDL.Silo.Hosting;
using Microsoft.Extensions.Options;

namespace DistributedDL.Silo.Training;

internal sealed class TrainingOptionsValidator : IValidateOptions<TrainingOptions>
{
    public ValidateOptionsResult Validate(string? name, TrainingOptions options) => new OptionBounds(TrainingOptions.Section)
        .Within(nameof(options.CheckpointInterval), options.CheckpointInterval, TimeSpan.Zero, TimeSpan.FromHours(1))
        .Within(nameof(options.RecordInterval), options.RecordInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1))
        .Result;
}
