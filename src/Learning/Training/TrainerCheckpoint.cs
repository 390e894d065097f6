using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Training.Schedules;

namespace DistributedDL.Learning.Training;

/// <summary>
/// A trainer as tensors: <c>network.*</c> are the weights by their PyTorch names, <c>optimizer.*</c> its moments and step,
/// <c>schedule.*</c>, <c>best.*</c> and <c>stop.*</c> what those remember, <c>trainer.epochs</c> the epochs completed. The order of
/// examples needs nothing: it follows from seed and epoch.
/// </summary>
internal sealed class TrainerCheckpoint(Learner learner, LearningRateSchedule schedule, BestEpoch best, StopRule stop)
{
    private const string EpochsName = "trainer.epochs";

    public IReadOnlyList<NamedTensor> Capture(int completedEpochs) =>
    [
        .. LearnerCheckpoint.Capture(learner), .. schedule.Capture(), .. best.Capture(), .. stop.Capture(),
        StoredTensor.From(EpochsName, new long[] { completedEpochs }),
    ];

    /// <returns>Epochs completed.</returns>
    public int Restore(IReadOnlyList<NamedTensor> checkpoint)
    {
        var reader = new TensorReader(checkpoint);
        LearnerCheckpoint.Expect(learner, reader);
        schedule.Expect(reader);
        best.Expect(reader);
        StopRule.Expect(reader);
        reader.Expect<long>(EpochsName, 1);
        reader.ThrowIfUnfit();
        Span<long> epochs = [0];
        reader.Copy(EpochsName, epochs);
        if (epochs[0] is < 0 or > TrainingSpecCheck.MaxEpochs)
            throw new InvalidArgumentException(EpochsName, $"{epochs[0]} is not from 0 to {TrainingSpecCheck.MaxEpochs}");
        LearnerCheckpoint.Restore(learner, reader);
        schedule.Restore(reader);
        best.Restore(reader);
        stop.Restore(reader);
        return (int)epochs[0];
    }
}
