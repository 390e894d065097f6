using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Tests.Golden;
using DistributedDL.Learning.Training;

namespace DistributedDL.Learning.Tests.Training;

public sealed class TrainerGoldenTests
{
    public static TheoryData<string, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, bool>();
            foreach (var name in GoldenFile.Names("training.json"))
            {
                cases.Add(name, false);
                cases.Add(name, true);
            }
            return cases;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void RunEpoch_FiveTimes_EndsWherePyTorchDoes(string name, bool autograd)
    {
        var golden = GoldenFile.Case("training.json", name);
        using var network = Network.Create(golden.Architecture(), 0, autograd);
        var initial = golden.Tensors("weights");
        network.LoadWeights([.. initial, .. network.SaveWeights().Where(tensor => initial.All(given => given.Name != tensor.Name))]);
        using var examples = Examples.Set(golden.Floats("features"), golden.Floats("targets"));
        var spec = new TrainingSpec
        {
            Model = "m",
            Dataset = "d",
            Epochs = 5,
            BatchSize = (int)golden["batch_size"]!,
            Optimizer = (string)golden["optimizer"]!,
            LearningRate = (double)golden["learning_rate"]!,
            Shuffle = false,
        };
        using var trainer = new Trainer(network, spec, examples, examples);

        EpochReport? report = null;
        foreach (var expected in golden["epoch_losses"]!.AsArray())
        {
            report = trainer.RunEpoch(null, default);
            Near.One((double)expected!, report.Loss, 2e-5, "loss");
        }

        var trained = network.SaveWeights().ToDictionary(tensor => tensor.Name);
        foreach (var tensor in golden.Tensors("trained")) Near.All(tensor.Values(), trained[tensor.Name].Values(), 2e-5, tensor.Name);
        var result = Evaluator.Evaluate(network, examples, null);
        foreach (var (metric, expected) in golden["evaluation"]!.AsObject())
        {
            Near.One((double)expected!, result.Metrics[metric], 2e-5, metric);
            Assert.Equal(result.Metrics[metric], report!.Metrics["validation_" + metric]);
        }
        Near.One((double)golden["evaluation_loss"]!, result.Loss, 2e-5, "evaluation loss");
        Assert.Equal(result.Loss, report!.Metrics["validation_loss"]);
        if (golden["confusion"] is not null) Assert.Equal(golden.Floats("confusion").Select(count => (long)count), result.ConfusionMatrix);
        else Assert.Empty(result.ConfusionMatrix);
    }

    [Fact]
    public void Constructor_Standardize_FitsAsScikitLearn()
    {
        var golden = GoldenFile.Case("training.json", "values");
        using var network = Network.Create(golden.Architecture(), 0);
        using var examples = Examples.Set(golden.Floats("features"), golden.Floats("targets"));

        using var trainer = new Trainer(network, new TrainingSpec { Model = "m", Dataset = "d", Epochs = 1 }, examples, null);

        var weights = network.SaveWeights().ToDictionary(tensor => tensor.Name);
        Near.All(golden.Floats("mean"), weights["standardize.mean"].Values(), 1e-6, "mean");
        Near.All(golden.Floats("std"), weights["standardize.std"].Values(), 1e-6, "std");
    }
}
