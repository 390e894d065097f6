using DistributedDL.Bench.Networks;
using DistributedDL.Bench.Predict;
using DistributedDL.Client;
using DistributedDL.Client.Prediction;

namespace DistributedDL.Bench.Scale.Again;

/// <summary>One caller that predicts.</summary>
internal sealed class HeldPrediction() : HeldWork("predictor", "serving", "ddl_predictions_total")
{
    private const string Model = "predictor";

    private readonly PredictRequest _request = new() { Model = Model, Features = { new SyntheticExamples(BenchNetwork.Mlp, 1).Features } };
    private DistributedDLClient? _client;

    public override async Task Begin(DistributedDLClient client)
    {
        _client = client;
        await PublishedModel.Train(client.Models, client.OnlineLearning, Model);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public override Task Next() => Retried(async options => await _client!.Prediction.PredictAsync(_request, options), _ => true);
}
