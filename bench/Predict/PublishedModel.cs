using DistributedDL.Bench.Networks;
using DistributedDL.Bench.TrainService;
using DistributedDL.Client.Models;
using DistributedDL.Client.OnlineLearning;
using Grpc.Net.Client;

namespace DistributedDL.Bench.Predict;

internal static class PublishedModel
{
    /// <summary>Makes a live 784-392-196-10 version: a session with initial weights, snapshot.</summary>
    public static Task Train(GrpcChannel channel, string name) =>
        Train(new ModelService.ModelServiceClient(channel), new OnlineLearningService.OnlineLearningServiceClient(channel), name);

    public static async Task Train(ModelService.ModelServiceClient models, OnlineLearningService.OnlineLearningServiceClient sessions, string name)
    {
        await models.CreateModelAsync(new CreateModelRequest { Name = name, Architecture = ImageNetworks.ToWire(BenchNetwork.Mlp.Architecture) });
        await sessions.OpenSessionAsync(new OpenSessionRequest { Session = name, Spec = new OnlineSessionSpec { Model = name, Seed = 1 } });
        await sessions.SnapshotSessionAsync(new SnapshotSessionRequest { Session = name });
        await sessions.CloseSessionAsync(new CloseSessionRequest { Session = name });
    }
}
