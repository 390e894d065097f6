using DistributedDL.Bench.Harness;
using DistributedDL.Bench.Networks;
using DistributedDL.Bench.Predict;
using DistributedDL.Client.Prediction;
using Grpc.Net.Client;

namespace DistributedDL.Bench.Scale.Store;

/// <summary>That of <see cref="PredictUnaryBenchmark"/> with 32 in flight.</summary>
internal sealed class PredictLoad(BenchSettings settings) : IStoreLoad
{
    private const int InFlight = 32;
    private const string Model = "bench";

    private readonly PredictRequest _request = new() { Model = Model, Features = { new SyntheticExamples(BenchNetwork.Mlp, 1).Features } };

    public Task Install(GrpcChannel channel) => PublishedModel.Train(channel, Model);

    public async Task<double> Rate(GrpcChannel channel) => (await Load.Run(channel, _request, InFlight, settings.Side)).CallsPerSecond;
}
