using DistributedDL.Silo.Hosting;
using Microsoft.Extensions.Options;

namespace DistributedDL.Silo.Training;

internal sealed class TrainingOptionsValidator : IValidateOptions<TrainingOptions>
{
    public ValidateOptionsResult Validate(string? name, TrainingOptions options) => new OptionBounds(TrainingOptions.Section)
        .Within(nameof(options.CheckpointInterval), options.CheckpointInterval, TimeSpan.Zero, TimeSpan.FromHours(1))
        .Within(nameof(options.RecordInterval), options.RecordInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1))
        .Within(nameof(options.QueueInterval), options.QueueInterval, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(10))
        .Within(nameof(options.LaneLease), options.LaneLease, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10))
        .Must(nameof(options.LaneLease), options.LaneLease, options.LaneLease >= 5 * options.QueueInterval, $"at least five times {TrainingOptions.Section}:{nameof(options.QueueInterval)}, which is '{options.QueueInterval}'")
        .Within(nameof(options.WakeInterval), options.WakeInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10))
        .Within(nameof(options.JoinTimeout), options.JoinTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10))
        .Within(nameof(options.RankTimeout), options.RankTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10))
        .Within(nameof(options.MostLosses), options.MostLosses, 1, 1_000)
        .Result;
}
