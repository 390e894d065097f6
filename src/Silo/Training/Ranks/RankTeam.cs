using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Training.DataParallel;
using Microsoft.Extensions.Logging;
using Orleans.Runtime.Placement;

namespace DistributedDL.Silo.Training.Ranks;

/// <summary>The ranks of one attempt: rank 0 on a lane of this silo, the others where their lanes are.</summary>
internal sealed class RankTeam(string run, TrainingAttempt attempt, IGrainFactory grains, TrainingRunServices services, ILogger log) : IAsyncDisposable
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(5);

    /// <summary>Ranks 1 and above.</summary>
    private readonly List<(ITrainingRank Rank, SiloAddress Silo)> _others = [];

    /// <param name="silos">A silo a rank, this one among them.</param>
    /// <exception cref="RankLossException">A rank was lost, or did not come.</exception>
    public async Task<TrainingResult> Compute(TrainingJob job, IReadOnlyList<SiloAddress> silos)
    {
        attempt.Ranks = silos.Count;
        var start = silos.Count == 1 ? null : await Gather(job, OthersOf(silos));
        var patience = new StorePatience(run, services.Time, log, () => attempt.Stop.IsCancellationRequested);
        try
        {
            return await services.Lanes.Run(_ => new TrainingWork(job, services, attempt, patience, start).ExecuteOnLane(), attempt.Stop);
        }
        catch (RankLostException e)
        {
            throw await LossOf(e);
        }
    }

    /// <summary>Ends what still computes.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var (rank, _) in _others) await Quietly(rank.End());
    }

    // The order of ranks decides nothing but who computes which part of a batch.
    private List<SiloAddress> OthersOf(IReadOnlyList<SiloAddress> silos)
    {
        var others = silos.ToList();
        others.Remove(services.Roster.Self);
        return others;
    }

    private async Task<RankStart> Gather(TrainingJob job, List<SiloAddress> silos)
    {
        var (token, worldSize) = (RankTicket.NewToken(), silos.Count + 1);
        var written = services.JobJson.Write(job);
        var places = new List<string> { services.Door.EndPoint };
        foreach (var silo in silos) places.Add(await Place(silo, $"{run}/{attempt.Number}/{places.Count}/{token:n}"));
        for (var rank = 1; rank < worldSize; rank++)
        {
            var order = new RankOrder(run, attempt.Number, rank, worldSize, token, places[..rank], written);
            await Reach(rank, silos[rank - 1], _others[rank - 1].Rank.Begin(order));
        }
        return RankStart.Of(token, attempt.Number, 0, worldSize, [], written);
    }

    /// <returns>Where the rank is called.</returns>
    private async Task<string> Place(SiloAddress silo, string key)
    {
        var rank = grains.GetGrain<ITrainingRank>(key);
        RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
        try
        {
            var place = await Reach(_others.Count + 1, silo, rank.Place());
            _others.Add((rank, silo));
            return place.Silo.Equals(silo) ? place.EndPoint : throw new RankLossException($"silo {silo}, which had a lane for rank {_others.Count}, is gone");
        }
        finally
        {
            RequestContext.Remove(IPlacementDirector.PlacementHintKey);
        }
    }

    private async Task<RankLossException> LossOf(RankLostException lost)
    {
        // A rank that failed by itself closes its connections too: its failure is the run's.
        for (var rank = 1; rank <= _others.Count; rank++)
        {
            if (await Failure(_others[rank - 1].Rank) is { } failure) throw new PreconditionException($"rank {rank} of training run '{run}'", failure);
        }
        var where = lost.Rank >= 1 && lost.Rank <= _others.Count ? $" on silo {_others[lost.Rank - 1].Silo}" : "";
        return new RankLossException($"rank {lost.Rank}{where} was lost", lost);
    }

    private async Task<string?> Failure(ITrainingRank rank)
    {
        try
        {
            return await rank.Failure().WaitAsync(AnswerLimit, services.Time);
        }
        catch (Exception e) when (e is OrleansException or TimeoutException)
        {
            return null;
        }
    }

    private async Task Reach(int number, SiloAddress silo, Task call) => await Reach(number, silo, Answered(call));

    private async Task<T> Reach<T>(int number, SiloAddress silo, Task<T> call)
    {
        try
        {
            return await call.WaitAsync(attempt.Stop);
        }
        catch (Exception e) when (e is OrleansException or TimeoutException or OverloadedException)
        {
            throw new RankLossException($"rank {number} could not be begun on silo {silo}", e);
        }
    }

    private static async Task<bool> Answered(Task call)
    {
        await call;
        return true;
    }

    private async Task Quietly(Task call)
    {
        try
        {
            await call.WaitAsync(AnswerLimit, services.Time);
        }
        catch (Exception e) when (e is OrleansException or TimeoutException)
        {
            // Gone, or it ends by itself when its connections close.
        }
    }
}
