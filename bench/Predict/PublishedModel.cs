using DistributedDL.Bench.Networks;
using DistributedDL.Bench.TrainService;
using DistributedDL.Client.Models;
using DistributedDL.Client.OnlineLearning;
using Grpc.Net.Client;

namespace DistributedDL.Bench.Predict;

internal static class PublishedModel
{
    /// <summary>Makes a live 784-392-196-10 version: a session with initial weights, snapshot.</summary>
    public static async Task Train(GrpcChannel channel, string name)
    {
        await new ModelService.ModelServiceClient(channel).CreateModelAsync(new CreateModelRequest { Name = name, Architecture = ImageNetworks.ToWire(BenchNetwork.Mlp.Architecture) });
        var sessions = new OnlineLearningService.OnlineLearningServiceClient(channel);
        await sessions.OpenSessionAsync(new OpenSessionRequest { Session = name, Spec = new OnlineSessionSpec { Model = name, Seed = 1 } });
        await sessions.SnapshotSessionAsync(new SnapshotSessionRequest { Session = name });
        await sessions.CloseSessionAsync(new CloseSessionRequest { Session = name });
    }
}
