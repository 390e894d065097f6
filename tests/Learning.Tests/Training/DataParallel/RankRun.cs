using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Training;
using DistributedDL.Learning.Training.DataParallel;

namespace DistributedDL.Learning.Tests.Training.DataParallel;

/// <summary>A run to its end, by one rank or several.</summary>
internal sealed record RankRun(IReadOnlyList<EpochReport> Epochs, IReadOnlyList<NamedTensor> Checkpoint, IReadOnlyList<NamedTensor> Weights, int FinalEpoch, bool StoppedEarly)
{
    /// <param name="worldSize">0 for a trainer without a collective.</param>
    public static RankRun[] Of(
        int worldSize, ArchitectureSpec architecture, TrainingSpec spec, ExampleSet train, ExampleSet? validation, IReadOnlyList<NamedTensor>? from = null, int epochs = int.MaxValue) =>
        worldSize == 0
            ? [Of(null, architecture, spec, train, validation, from, epochs)]
            : MemoryRanks.Run(worldSize, ranks => Of(ranks, architecture, spec, train, validation, from, epochs));

    /// <summary>Fails where the loss of an epoch or a weight is further off than a part of the larger of it and 1.</summary>
    public void AssertNear(RankRun expected, double tolerance = 1e-4)
    {
        Assert.Equal(expected.Epochs.Count, Epochs.Count);
        foreach (var (one, other) in expected.Epochs.Zip(Epochs))
        {
            AssertNear(one.Loss, other.Loss, tolerance, $"loss of epoch {one.Epoch}");
            Assert.Equal(one.Metrics.Keys.Order(), other.Metrics.Keys.Order());
            foreach (var (name, value) in one.Metrics) AssertNear(value, other.Metrics[name], tolerance, $"{name} of epoch {one.Epoch}");
        }
        foreach (var (one, other) in expected.Weights.Zip(Weights))
        {
            foreach (var (a, b) in one.Values().Zip(other.Values())) AssertNear(a, b, 10 * tolerance, one.Name);
        }
    }

    /// <summary>All ranks have the same of everything.</summary>
    public static void AssertEqual(IReadOnlyList<RankRun> ranks)
    {
        foreach (var rank in ranks.Skip(1))
        {
            Examples.AssertSameBits(ranks[0].Checkpoint, rank.Checkpoint);
            Examples.AssertSameBits(ranks[0].Weights, rank.Weights);
            Assert.Equal(ranks[0].Epochs.Select(epoch => epoch.Loss), rank.Epochs.Select(epoch => epoch.Loss));
            Assert.Equal(ranks[0].Epochs.Select(epoch => epoch.Metrics), rank.Epochs.Select(epoch => epoch.Metrics));
            Assert.Equal((ranks[0].FinalEpoch, ranks[0].StoppedEarly), (rank.FinalEpoch, rank.StoppedEarly));
        }
    }

    private static RankRun Of(
        ICollective? ranks, ArchitectureSpec architecture, TrainingSpec spec, ExampleSet train, ExampleSet? validation, IReadOnlyList<NamedTensor>? from, int epochs)
    {
        using var network = Network.Create(architecture, spec.Seed);
        using var trainer = new Trainer(network, spec, train, validation, collective: ranks);
        if (from is not null) trainer.Restore(from);
        var reports = new List<EpochReport>();
        while (!trainer.IsDone && reports.Count < epochs) reports.Add(trainer.RunEpoch(null, default));
        return new RankRun(reports, trainer.Capture(), trainer.FinalWeights(), trainer.FinalEpoch, trainer.IsStoppedEarly);
    }

    private static void AssertNear(double expected, double actual, double tolerance, string what) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)), FormattableString.Invariant($"{what}: {actual} instead of {expected}"));
}
