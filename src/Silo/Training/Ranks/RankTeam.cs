namespace DistributedDL.Silo.Training.Ranks;

/// <summary>The ranks of one attempt: rank 0 on a lane of this silo, the others where their lanes are.</summary>
internal sealed class RankTeam(TrainingAttempt attempt, TrainingRunServices services) : IAsyncDisposable
{
    public async Task<TrainingResult> Compute(TrainingJob job, IReadOnlyList<SiloAddress> silos) =>
        await services.Lanes.Run(_ => new TrainingWork(job, services, attempt).ExecuteOnLane(), attempt.Stop);

    public ValueTask DisposeAsync() => default;
}
