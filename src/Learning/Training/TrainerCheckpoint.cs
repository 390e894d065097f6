using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Training;

/// <summary>
/// A trainer as tensors: <c>network.*</c> are the weights by their PyTorch names, <c>optimizer.*</c> its moments and step,
/// <c>trainer.epochs</c> the epochs completed. The order of examples needs nothing: it follows from seed and epoch.
/// </summary>
internal static class TrainerCheckpoint
{
    private const string EpochsName = "trainer.epochs";

    public static IReadOnlyList<NamedTensor> Capture(Learner learner, int completedEpochs) =>
        [.. LearnerCheckpoint.Capture(learner), StoredTensor.From(EpochsName, new long[] { completedEpochs })];

    public static int Restore(Learner learner, IReadOnlyList<NamedTensor> checkpoint)
    {
        var reader = new TensorReader(checkpoint);
        LearnerCheckpoint.Expect(learner, reader);
        reader.Expect<long>(EpochsName, 1);
        reader.ThrowIfUnfit();
        Span<long> epochs = [0];
        reader.Copy(EpochsName, epochs);
        if (epochs[0] is < 0 or > TrainingSpecCheck.MaxEpochs)
            throw new InvalidArgumentException(EpochsName, $"{epochs[0]} is not from 0 to {TrainingSpecCheck.MaxEpochs}");
        LearnerCheckpoint.Restore(learner, reader);
        return (int)epochs[0];
    }
}
