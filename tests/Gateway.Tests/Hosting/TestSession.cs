using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Prediction;

namespace DistributedDL.Gateway.Tests.Hosting;

/// <summary>Keeps the sequence as a real session does; "predicts" the parity of the sequence number; refuses the label <c>bad</c>.</summary>
internal sealed class TestSession(Stage stage) : Grain, IOnlineSession
{
    private readonly SessionBook _book = new();

    private string Name => this.GetPrimaryKeyString();

    public async Task<OnlineSessionReport> Open(OnlineSessionSpec spec)
    {
        await stage.Enter(Name);
        return Reports.Session(Name) with { Spec = spec };
    }

    public async Task<LearnReport> Learn(LearnBatch batch)
    {
        stage.Batches.GetOrAdd(Name, _ => []).Add(batch);
        await stage.Enter(Name);
        if (stage.IsFull(Name)) throw new OverloadedException("the test queue", TimeSpan.FromMilliseconds(1));
        return _book.Learn(Name, batch);
    }

    public Task<PredictReport> Predict(float[] features) =>
        Task.FromResult(new PredictReport("m", 0, features, 2, new ModelSignature([], ["no", "yes"], "answer")));

    public Task<ModelSignature> Signature() => Task.FromResult(Reports.Session(Name).Signature);

    public async Task<OnlineSessionReport> Show()
    {
        if (Name.StartsWith("missing", StringComparison.Ordinal)) throw new ResourceNotFoundException("session", Name);
        if (!stage.Holds.ContainsKey(Name)) await stage.Enter(Name);
        return Reports.Session(Name) with { LastSequence = _book.LastSequence };
    }

    public async Task<WriterReport> Attach()
    {
        var report = await Show();
        return new WriterReport(1, report.LastSequence, report.InputShape.Aggregate(1, (product, size) => product * size), report.Signature);
    }

    public Task<LearnReport> LearnMany(string operationId, LearnBatch batch) =>
        Task.FromResult(_book.Learn(Name, batch with { FirstSequence = _book.LastSequence + 1 }));

    public async Task<TicketedPrediction> PredictTicketed(float[] features) =>
        new(await Predict(features), ["t-1"], DateTimeOffset.UnixEpoch);

    public Task<LearnReport> LearnLate(LateLabels labels) => Task.FromResult(new LearnReport(
        _book.LastSequence, labels.Tickets.Count(ticket => ticket == "known"), [], [.. labels.Tickets.Where(ticket => ticket != "known").Select(_ => 0.5f)],
        new Dictionary<string, double>()));

    public Task<OnlineSessionReport> Rollback(int version) => Task.FromResult(Reports.Session(Name) with { StartVersion = version });

    public Task<ModelVersionReport> Snapshot(SessionSnapshot snapshot) =>
        Task.FromResult(Reports.ModelVersion with { Model = snapshot.OperationId, Version = snapshot.Promote ? 1 : 2 });

    public Task<OnlineSessionReport> Close() => Task.FromResult(Reports.Session(Name) with { State = SessionState.Closed });
}
