using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Training;
using DistributedDL.Learning.Training.DataParallel;
using DistributedDL.Learning.Training.Transfer;
using DistributedDL.Silo.Datasets;
using DistributedDL.Silo.Training.Ranks;
using DistributedDL.Storage.Datasets;

namespace DistributedDL.Silo.Training;

/// <summary>A training run's computation: synchronous, on one training lane from begin to end.</summary>
/// <remarks>The lane is the run's alone until it ends, so waiting for the store here holds up nobody.</remarks>
/// <param name="start">The other ranks; null for a run of one.</param>
internal sealed class TrainingWork(TrainingJob job, TrainingRunServices services, TrainingAttempt attempt, StorePatience patience, RankStart? start)
{
    private SocketCollective? _ranks;
    private long _sent;
    private long _received;

    private bool IsFirst => _ranks is null or { Rank: 0 };

    /// <exception cref="OperationCanceledException">The attempt was stopped; its last capture is what remains.</exception>
    /// <exception cref="RankLostException">Another rank is gone; the same remains.</exception>
    /// <exception cref="RanksChangeException">The attempt was to end with an epoch; the same remains.</exception>
    public TrainingResult ExecuteOnLane()
    {
        // Before anything that takes long, so that a rank that is gone is noticed in all of it.
        using var ranks = _ranks = start?.Join(services.Door.Listener, attempt.Stop);
        attempt.Begin();
        return Compute();
    }

    private TrainingResult Compute()
    {
        var spec = job.Spec;
        var reader = Wait(() => services.Datasets.Open(spec.Dataset, spec.DatasetVersion!.Value, job.DatasetManifestSha256, attempt.Stop));
        var origin = job.Transfer;
        if (origin is null) return Train(reader, job.Architecture, null, []);

        var weights = Wait(() => services.Snapshots.Load(origin.WeightsSha256, attempt.Stop));
        if (spec.Transfer!.FeaturesAt is not { } layer)
            return Train(reader, job.Architecture, new TransferStart(origin.Plan, weights, LoadOptimizer(origin)), []);

        // Computed by rank 0, and found by the others.
        if (!IsFirst) _ranks!.Broadcast([], attempt.Stop);
        var features = Wait(() => Task.FromResult(new FrozenFeatures(services.Features, services.Blobs, services.Time)
            .Require(job.Architecture, weights, origin, job.DatasetManifestSha256, layer, reader, attempt.Stop)));
        if (IsFirst) _ranks?.Broadcast([], attempt.Stop);
        var body = origin.Plan.Frozen.ToHashSet(StringComparer.Ordinal);
        var plan = origin.Plan with { Inherited = [.. origin.Plan.Inherited.Where(name => !body.Contains(name))], Frozen = [], Body = [] };
        return Train(features, FeatureExtractor.Head(job.Architecture, layer), new TransferStart(plan, weights),
            [.. weights.Where(tensor => body.Contains(tensor.Name.Split('.')[0]))]);
    }

    /// <param name="body">Weights that do not train, and are published with those that do.</param>
    private TrainingResult Train(DatasetReader reader, Contracts.Models.ArchitectureSpec architecture, TransferStart? start, IReadOnlyList<NamedTensor> body)
    {
        var spec = job.Spec;
        using var train = Load(reader, Split.Train);
        var validationSplit = spec.ValidationSplit ?? Split.Validation;
        using var validation = reader.Count(validationSplit) == 0 ? null : Load(reader, validationSplit);
        using var network = Network.Create(architecture, spec.Seed);
        using var trainer = new Trainer(network, spec, train, validation, start, services.Time, _ranks);
        if (job.ResumeFrom is { } from)
        {
            trainer.Restore(Wait(() => services.Checkpoints.OfRun(job.Run).Load(from, attempt.Stop)));
            if (job.ExtendedAt > 0 && from.Position == job.ExtendedAt) trainer.WaitAgain();
        }
        var keeps = spec.VersionsAt.Epochs.ToHashSet();
        var budget = new CaptureBudget(services.Time);
        while (!trainer.IsDone)
        {
            attempt.Epoch(trainer.RunEpoch(attempt.Progress, attempt.Stop));
            CountBytes();
            if (!IsFirst) continue;
            if (keeps.Contains(trainer.CompletedEpochs) && !(trainer.IsDone && trainer.FinalEpoch == trainer.CompletedEpochs))
                attempt.Keep(new EpochWeights(trainer.CompletedEpochs, Whole(body, trainer.Network.SaveWeights())));
            var ends = attempt.EndsAfterEpoch && !trainer.IsDone;
            if (trainer.IsDone || ends || budget.Allows)
                attempt.Captured(budget.Spend(() => new CapturedEpoch(trainer.CompletedEpochs, trainer.Capture())));
            if (ends) throw new RanksChangeException(trainer.CompletedEpochs);
        }
        if (!IsFirst) return new TrainingResult([], trainer.FinalEpoch, trainer.IsStoppedEarly);
        return new TrainingResult(Whole(body, trainer.FinalWeights()), trainer.FinalEpoch, trainer.IsStoppedEarly);
    }

    private void CountBytes()
    {
        if (_ranks is null) return;
        services.Metrics.RankBytes(_ranks.SentBytes - _sent, _ranks.ReceivedBytes - _received);
        (_sent, _received) = (_ranks.SentBytes, _ranks.ReceivedBytes);
    }

    private static NamedTensor[] Whole(IReadOnlyList<NamedTensor> body, IReadOnlyList<NamedTensor> trained) =>
        [.. body.Concat(trained).OrderBy(tensor => tensor.Name, StringComparer.Ordinal)];

    private ExampleSet Load(DatasetReader reader, string split) =>
        Wait(() => ExampleLoader.Load(reader, [split], job.Transfer?.TargetMap, attempt.Stop));

    private IReadOnlyList<NamedTensor>? LoadOptimizer(TransferOrigin origin) => origin.OptimizerRun is null
        ? null
        : ParentOptimizer.Check(
            Wait(() => services.Checkpoints.OfRun(origin.OptimizerRun).Load(origin.OptimizerSha256!, attempt.Stop)), origin);

    private T Wait<T>(Func<Task<T>> work) => patience.Wait(work).GetAwaiter().GetResult();
}
