using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Training;
using DistributedDL.Silo.Datasets;

namespace DistributedDL.Silo.Training;

/// <summary>A training run's computation: synchronous, on one training lane from begin to end.</summary>
internal static class TrainingWork
{
    /// <returns>The weights after the last epoch.</returns>
    /// <exception cref="OperationCanceledException">The attempt was stopped; its last capture is what remains.</exception>
    public static IReadOnlyList<NamedTensor> ExecuteOnLane(TrainingJob job, TrainingAttempt attempt, TimeProvider time)
    {
        attempt.Begin();
        var spec = job.Spec;
        // The lane is this run's alone until it ends, so waiting for the store here holds up nobody.
        var reader = job.Datasets.Open(spec.Dataset, spec.DatasetVersion!.Value, job.DatasetManifestSha256, attempt.Stop).GetAwaiter().GetResult();
        using var train = ExampleLoader.Load(reader, [Split.Train], cancellation: attempt.Stop).GetAwaiter().GetResult();
        var validationSplit = spec.ValidationSplit ?? Split.Validation;
        using var validation = reader.Count(validationSplit) == 0
            ? null
            : ExampleLoader.Load(reader, [validationSplit], cancellation: attempt.Stop).GetAwaiter().GetResult();

        using var network = Network.Create(job.Architecture, spec.Seed);
        using var trainer = new Trainer(network, spec, train, validation);
        if (job.ResumeFrom is { } from) trainer.Restore(job.Checkpoints.Load(from, attempt.Stop).GetAwaiter().GetResult());

        var budget = new CaptureBudget(time);
        while (trainer.CompletedEpochs < spec.Epochs)
        {
            attempt.Epoch(trainer.RunEpoch(attempt.Progress, attempt.Stop));
            if (trainer.CompletedEpochs == spec.Epochs || budget.Allows)
                attempt.Captured(budget.Spend(() => new CapturedEpoch(trainer.CompletedEpochs, trainer.Capture())));
        }
        return network.SaveWeights();
    }
}
