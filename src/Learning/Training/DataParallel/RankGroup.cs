using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Metrics;

namespace DistributedDL.Learning.Training.DataParallel;

/// <summary>A trainer's part in a run of several ranks.</summary>
internal sealed class RankGroup(ICollective ranks, Learner learner, RankUpdate update)
{
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static RankGroup? Create(ICollective? ranks, Learner learner, int averageEvery) => ranks is null ? null : new RankGroup(ranks, learner,
        averageEvery > 1 ? new WeightAveraging(ranks, learner, averageEvery) : new GradientAveraging(ranks, learner));

    /// <summary>This rank's part of so many.</summary>
    public RankShard Shard(long count) => RankShard.Of(count, ranks.Rank, ranks.WorldSize);

    public void BeginEpoch() => update.BeginEpoch();

    /// <returns>The first step whose loss was not finite on one of the ranks, or null.</returns>
    public int? Step(RankStep step, CancellationToken cancellation) => update.Step(step, cancellation) ? null : update.FirstBad(cancellation);

    /// <summary>Makes equal what each rank gathers by itself.</summary>
    public void EndEpoch(CancellationToken cancellation) => RunningStatistics.Average(learner.Network, ranks, cancellation);

    /// <summary>Adds what other ranks have measured; rank 0 alone has the whole.</summary>
    public void Merge(MetricSet metrics, CancellationToken cancellation)
    {
        var others = ranks.Gather(MemoryMarshal.AsBytes(metrics.Write().AsSpan()), cancellation);
        foreach (var other in others.Skip(1)) metrics.Merge(MemoryMarshal.Cast<byte, double>(other));
    }

    /// <summary>Rank 0's report, so that all ranks decide alike what follows of it.</summary>
    public EpochReport Share(EpochReport report, CancellationToken cancellation)
    {
        var payload = ranks.Rank == 0 ? JsonSerializer.SerializeToUtf8Bytes(report, Json) : [];
        return JsonSerializer.Deserialize<EpochReport>(ranks.Broadcast(payload, cancellation), Json)!;
    }
}
