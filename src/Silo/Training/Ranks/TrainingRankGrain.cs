using DistributedDL.Clustering;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Training.DataParallel;
using DistributedDL.Silo.Placement;
using Microsoft.Extensions.Logging;

namespace DistributedDL.Silo.Training.Ranks;

/// <summary>Computes a rank on a lane of its silo; nothing of it is recorded here.</summary>
[RunsOn(ProcessRoles.Training)]
internal sealed partial class TrainingRankGrain(TrainingRunServices services, ILogger<TrainingRankGrain> log) : Grain, ITrainingRank
{
    private TrainingAttempt? _attempt;
    private Task<string?> _work = Task.FromResult<string?>(null);

    public Task<RankPlace> Place() => Task.FromResult(new RankPlace(services.Roster.Self, services.Door.EndPoint));

    public Task Begin(RankOrder order)
    {
        if (_attempt is not null) return Task.CompletedTask;
        var job = services.JobJson.Read(order.Job);
        var start = RankStart.Of(order.Token, order.Attempt, order.Rank, order.WorldSize, order.Below, order.Job);
        var attempt = _attempt = new TrainingAttempt(order.Attempt) { Ranks = order.WorldSize };
        DelayDeactivation(Timeout.InfiniteTimeSpan);
        var patience = new StorePatience(order.Run, services.Time, log, () => attempt.Stop.IsCancellationRequested);
        _work = Work(order, services.Lanes.Run(_ => new TrainingWork(job, services, attempt, patience, start).ExecuteOnLane(), attempt.Stop));
        return Task.CompletedTask;
    }

    public Task<string?> Failure() => _work;

    public Task End()
    {
        _attempt?.Suspend();
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _attempt?.Suspend();
        await _work.WaitAsync(cancellationToken);
    }

    private async Task<string?> Work(RankOrder order, Task<TrainingResult> work)
    {
        try
        {
            await work;
            return null;
        }
        // The store: it is waited for until the rank is told to end.
        catch (Exception e) when (e is OperationCanceledException or RankLostException || StoreUnavailableException.In(e) is not null)
        {
            LogLeft(log, order.Run, order.Attempt, order.Rank, e.Message);
            return null;
        }
#pragma warning disable CA1031 // Told to the run, whose failure it is.
        catch (Exception e)
        {
            LogFailed(log, e, order.Run, order.Attempt, order.Rank);
            return e is ServiceException ? e.Message : $"{e.GetType().Name}: {e.Message}";
        }
#pragma warning restore CA1031
        finally
        {
            // For a while it may still be asked what it failed of.
            DelayDeactivation(services.Options.JoinTimeout);
        }
    }

    [LoggerMessage(LogLevel.Information, "Rank {Rank} of training run {Run}, attempt {Attempt}, has left: {Why}")]
    private static partial void LogLeft(ILogger log, string run, int attempt, int rank, string why);

    [LoggerMessage(LogLevel.Warning, "Rank {Rank} of training run {Run}, attempt {Attempt}, failed")]
    private static partial void LogFailed(ILogger log, Exception e, string run, int attempt, int rank);
}
