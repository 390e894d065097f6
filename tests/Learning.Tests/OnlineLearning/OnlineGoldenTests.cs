using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.OnlineLearning;
using DistributedDL.Learning.Tests.Golden;

namespace DistributedDL.Learning.Tests.OnlineLearning;

public sealed class OnlineGoldenTests
{
    public static TheoryData<string> Cases => [.. GoldenFile.Names("online.json")];

    [Theory, MemberData(nameof(Cases))]
    public void Learn_Stream_PredictsScoresAndLearnsAsPyTorch(string name)
    {
        var golden = GoldenFile.Case("online.json", name);
        var network = Network.Create(golden.Architecture(), 0);
        network.LoadWeights(golden.Tensors("weights"));
        using var learner = new OnlineLearner(network, new OnlineSessionSpec
        {
            Model = "m",
            MicroBatch = (int)golden["micro_batch"]!,
            LearningRate = (double)golden["learning_rate"]!,
        });
        var targets = golden.Floats("targets");
        var (predictions, losses) = (new float[targets.Length], new float[targets.Length]);

        learner.Learn(golden.Floats("features"), targets, predictions, losses);

        Near.All(golden.Floats("predictions"), predictions, 1e-5, "predictions");
        Near.All(golden.Floats("losses"), losses, 1e-5, "losses");
        var trained = network.SaveWeights().ToDictionary(tensor => tensor.Name);
        foreach (var tensor in golden.Tensors("trained")) Near.All(tensor.Values(), trained[tensor.Name].Values(), 1e-5, tensor.Name);
        foreach (var (metric, expected) in golden["metrics"]!.AsObject()) Near.One((double)expected!, learner.Metrics[metric], 1e-5, metric);
    }
}
