using DistributedDL.Client.OnlineLearning;
using DistributedDL.Gateway.Tests.Hosting;
using Google.Protobuf.WellKnownTypes;

namespace DistributedDL.Gateway.Tests.OnlineLearning;

public sealed class OnlineLearningGrpcServiceTests(GatewayHost host)
{
    private readonly OnlineLearningService.OnlineLearningServiceClient _client = new(host.Channel);

    [Fact]
    public async Task OpenSession_Sound_GivesWhatTheSessionHolds()
    {
        var session = await _client.OpenSessionAsync(new OpenSessionRequest { Session = "s", Spec = new OnlineSessionSpec { Model = "m" } });

        Assert.Equal(("s", "m", "sgd", 1), (session.Session, session.Spec.Model, session.Spec.Optimizer, session.Spec.MicroBatch));
    }

    [Fact]
    public async Task OpenSession_EverythingWrong_NamesEveryField() => Assert.Equal(
        ["session", "spec.model", "spec.version", "spec.learning_rate", "spec.micro_batch", "spec.labels"],
        await Details.BadFields(async () => await _client.OpenSessionAsync(new OpenSessionRequest
        {
            Session = "a b", Spec = new OnlineSessionSpec { Version = -1, LearningRate = double.NaN, MicroBatch = 10_001, Labels = { "a", "b", "a" } },
        })));

    [Fact]
    public async Task OpenSession_NoSpec_IsRefused() =>
        Assert.Equal(["spec"], await Details.BadFields(async () => await _client.OpenSessionAsync(new OpenSessionRequest { Session = "s" })));

    [Fact]
    public async Task PredictSession_Sound_HasTheSessionsOutputs()
    {
        var response = await _client.PredictSessionAsync(new PredictSessionRequest { Session = "s", Features = { 0.25f, 0.75f } });

        Assert.Equal(("yes", 1), (response.PredictedLabels.Single(), response.Examples));
    }

    [Fact]
    public async Task PredictSession_NotFinite_IsRefused() => Assert.Equal(["session", "features[0]"], await Details.BadFields(async () =>
        await _client.PredictSessionAsync(new PredictSessionRequest { Features = { float.NaN, 1 } })));

    [Fact]
    public async Task SnapshotSession_OwnOperation_IsPassedOn()
    {
        var version = await _client.SnapshotSessionAsync(new SnapshotSessionRequest { Session = "s", OperationId = "op-1", NoPromote = true });

        Assert.Equal(("op-1", 2), (version.Model, version.Version));
    }

    [Fact]
    public async Task SnapshotSession_NoOperation_GetsOne() =>
        Assert.Equal(32, (await _client.SnapshotSessionAsync(new SnapshotSessionRequest { Session = "s" })).Model.Length);

    [Fact]
    public async Task OpenSession_BadTicketsAndDetectors_NamesThem() => Assert.Equal(
        ["spec.tickets.lifetime", "spec.drift[1].action"],
        await Details.BadFields(async () => await _client.OpenSessionAsync(new OpenSessionRequest
        {
            Session = "s",
            Spec = new OnlineSessionSpec
            {
                Model = "m", Tickets = new Tickets { Lifetime = new Duration { Seconds = -5 } },
                Drift = { new DriftDetector { Detector = "ddm" }, new DriftDetector { Detector = "ddm", Action = (DriftAction)9 } },
            },
        })));

    [Fact]
    public async Task LearnMany_Sound_HasPredictionsByLabelAndMetrics()
    {
        var response = await _client.LearnManyAsync(new LearnManyRequest
        {
            Session = "many", OperationId = "op-1", Examples = new LearnExamples { Features = { 1, 2, 3, 4 }, Labels = { "no", "yes" } },
        });

        Assert.Equal(["yes", "no"], response.PredictedLabels);
        Assert.Equal([0.001f, 0.002f], response.Losses);
        Assert.Equal((0, 2), (response.Duplicates, response.Metrics["accuracy"]));
    }

    [Fact]
    public async Task LearnMany_EverythingWrong_NamesEveryField()
    {
        Assert.Equal(["session", "operation_id", "examples"], await Details.BadFields(async () => await _client.LearnManyAsync(new LearnManyRequest { Session = "a b" })));
        Assert.Equal(["examples.first_sequence", "examples.values"], await Details.BadFields(async () => await _client.LearnManyAsync(new LearnManyRequest
        {
            Session = "s", OperationId = "op", Examples = new LearnExamples { FirstSequence = 4, Labels = { "no" }, Values = { 1 } },
        })));
    }

    [Fact]
    public async Task PredictTicketed_Sound_HasAPredictionAndATicket()
    {
        var response = await _client.PredictTicketedAsync(new PredictSessionRequest { Session = "s", Features = { 0.25f, 0.75f } });

        Assert.Equal(("yes", "t-1"), (response.Prediction.PredictedLabels.Single(), response.Tickets.Single()));
        Assert.Equal(DateTimeOffset.UnixEpoch, response.ExpiresAt.ToDateTimeOffset());
    }

    [Fact]
    public async Task LearnLate_Sound_CountsWhatWasKnown()
    {
        var response = await _client.LearnLateAsync(new LearnLateRequest { Session = "s", Tickets = { "known", "t-1" }, Labels = { "no", "yes" } });

        Assert.Equal((1, 0.5f), (response.Duplicates, response.Losses.Single()));
    }

    [Fact]
    public async Task LearnLate_NoTickets_IsRefused() => Assert.Equal(["session", "tickets", "labels"], await Details.BadFields(async () =>
        await _client.LearnLateAsync(new LearnLateRequest())));

    [Fact]
    public async Task RollbackSession_Sound_GivesTheSession() =>
        Assert.Equal(4, (await _client.RollbackSessionAsync(new RollbackSessionRequest { Session = "s", Version = 4 })).StartVersion);

    [Fact]
    public async Task RollbackSession_NoVersion_IsRefused() => Assert.Equal(["version"], await Details.BadFields(async () =>
        await _client.RollbackSessionAsync(new RollbackSessionRequest { Session = "s" })));

    [Fact]
    public async Task CloseSession_Sound_IsClosed() =>
        Assert.Equal(SessionState.Closed, (await _client.CloseSessionAsync(new CloseSessionRequest { Session = "s" })).State);

    [Fact]
    public async Task ListSessions_Page_HasReports() => Assert.Equal(5, (await _client.ListSessionsAsync(new ListSessionsRequest { PageSize = 5 })).Sessions.Count);
}
