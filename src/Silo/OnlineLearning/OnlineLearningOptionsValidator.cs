using DistributedDL.Silo.Hosting;
using Microsoft.Extensions.Options;

namespace DistributedDL.Silo.OnlineLearning;

internal sealed class OnlineLearningOptionsValidator : IValidateOptions<OnlineLearningOptions>
{
    public ValidateOptionsResult Validate(string? name, OnlineLearningOptions options) => new OptionBounds(OnlineLearningOptions.Section)
        .Within(nameof(options.CheckpointExamples), options.CheckpointExamples, 1, 1_000_000_000)
        .Within(nameof(options.CheckpointBytes), options.CheckpointBytes, 1L << 10, 1L << 40)
        .Within(nameof(options.CheckpointAge), options.CheckpointAge, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1))
        .Within(nameof(options.CheckpointCompute), options.CheckpointCompute, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1))
        .Within(nameof(options.MaxPendingBytes), options.MaxPendingBytes, 1L << 20, 16L << 30)
        .Within(nameof(options.MaxOpenSessions), options.MaxOpenSessions, 1, 1_000_000)
        .Within(nameof(options.ReusedSequenceWindow), options.ReusedSequenceWindow, 0, 10_000_000)
        .Result;
}
