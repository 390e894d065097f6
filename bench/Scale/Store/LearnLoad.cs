using DistributedDL.Bench.Harness;
using DistributedDL.Bench.Learn;
using DistributedDL.Bench.Networks;
using DistributedDL.Bench.TrainService;
using DistributedDL.Client.Models;
using DistributedDL.Client.OnlineLearning;
using Grpc.Net.Client;

namespace DistributedDL.Bench.Scale.Store;

/// <summary>The stream of <c>learn/mlp</c>: micro-batches of 32, a message each.</summary>
internal sealed class LearnLoad : IStoreLoad
{
    private const int Examples = 19_200, MicroBatch = 32;
    private static readonly BenchNetwork Network = BenchNetwork.Mlp;

    private readonly List<LearnRequest> _requests;
    private readonly int _examples;
    private int _session;

    public LearnLoad(BenchSettings settings)
    {
        _examples = settings.Quick ? Examples / 4 : Examples;
        _requests = StreamedSession.Requests(new SyntheticExamples(Network, _examples), MicroBatch);
    }

    public async Task Install(GrpcChannel channel) => await new ModelService.ModelServiceClient(channel).CreateModelAsync(
        new CreateModelRequest { Name = Network.Name, Architecture = ImageNetworks.ToWire(Network.Architecture) });

    public async Task<double> Rate(GrpcChannel channel)
    {
        var stream = await StreamedSession.Open(channel, $"{Network.Name}-{++_session}", Network.Name, MicroBatch);
        var took = await stream.Learn(_requests);
        await stream.Close();
        return _examples / took.TotalSeconds;
    }
}
