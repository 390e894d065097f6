using DistributedDL.Client.Prediction;

namespace DistributedDL.Cluster.Tests;

/// <summary>Predictions one after the other, each held against what it was before anything happened.</summary>
internal sealed class PredictionLoad(TestCluster cluster, string model, int width)
{
    private readonly Retry _retry = new(cluster.Clients);
    private readonly Dictionary<int, float[]> _expected = [];

    public long Done { get; private set; }

    public int Retries => _retry.Retries;

    public async Task Run(CancellationToken cancellation, CancellationToken stop)
    {
        for (var i = 0; i < 16; i++) _expected[i] = await Predict(i, cancellation);
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            Assert.Equal(_expected[i % 16], await Predict(i % 16, cancellation));
            Done++;
        }
    }

    private async Task<float[]> Predict(int seed, CancellationToken cancellation)
    {
        var random = new Random(seed);
        var request = new PredictRequest { Model = model, Features = { Enumerable.Range(0, width).Select(_ => 16 * random.NextSingle()) } };
        var response = await _retry.Call(async client => await client.Prediction.PredictAsync(request, cancellationToken: cancellation), cancellation);
        return [.. response.Outputs];
    }
}
