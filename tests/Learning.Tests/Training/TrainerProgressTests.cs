using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Training;

namespace DistributedDL.Learning.Tests.Training;

/// <summary>Schedules, early stopping and the best epoch, in whole runs.</summary>
public sealed class TrainerProgressTests
{
    private static readonly TrainingSpec Spec = new() { Model = "m", Dataset = "d", Epochs = 12, BatchSize = 16, Seed = 3 };

    public static TheoryData<TrainingSpec> Specs =>
    [
        Spec with { Schedule = new("plateau", """{"factor": 0.5, "patience": 0, "warmup_epochs": 2}"""), LearningRate = 0.05 },
        Spec with { Schedule = new("cosine"), Optimizer = "sgd", OptimizerParameters = """{"momentum": 0.9, "nesterov": true}""", ClipNorm = 0.1 },
        Spec with { Optimizer = "rmsprop", EarlyStopping = new(Patience: 8), LossParameters = """{"class_weights": "balanced", "label_smoothing": 0.1}""" },
        Spec with { Optimizer = "adagrad", KeepBest = true, Monitor = "validation_accuracy", EvaluateEvery = 2 },
        Spec with { Optimizer = "adamw", Loss = "hinge" },
        Spec with { Epochs = 100, StopWhen = new("train_accuracy", AtLeast: 0.45) },
    ];

    [Theory, MemberData(nameof(Specs))]
    public void Restore_AfterAnyEpoch_EndsWithTheSameBits(TrainingSpec spec)
    {
        using var examples = Examples.RandomSet(100, 8, 3);
        using var validation = Examples.RandomSet(40, 8, 3, seed: 9);
        using var network = Network.Create(Examples.Mlp(8, 10, 3), 1);
        using var trainer = new Trainer(network, spec, examples, validation);
        var checkpoints = new List<IReadOnlyList<NamedTensor>> { trainer.Capture() };
        while (!trainer.IsDone)
        {
            trainer.RunEpoch(null, default);
            checkpoints.Add(trainer.Capture());
        }

        foreach (var index in new[] { 0, 3, checkpoints.Count - 2 })
        {
            using var other = Network.Create(Examples.Mlp(8, 10, 3), 1);
            using var restored = new Trainer(other, spec, examples, validation);
            restored.Restore(checkpoints[index]);
            while (!restored.IsDone) restored.RunEpoch(null, default);

            Assert.Equal((trainer.CompletedEpochs, trainer.FinalEpoch), (restored.CompletedEpochs, restored.FinalEpoch));
            Examples.AssertSameBits(trainer.Capture(), restored.Capture());
            Examples.AssertSameBits(trainer.FinalWeights(), restored.FinalWeights());
        }
    }

    [Fact]
    public void RunEpoch_RandomTargets_StopsEarlyWithTheBestEpochsWeights()
    {
        var spec = Spec with { Epochs = 400, LearningRate = 0.05, EarlyStopping = new(Patience: 3) };
        using var examples = Examples.RandomSet(100, 8, 3);
        using var validation = Examples.RandomSet(40, 8, 3, seed: 9);
        using var network = Network.Create(Examples.Mlp(8, 30, 3), 1);
        using var trainer = new Trainer(network, spec, examples, validation);
        var losses = new List<double>();
        var weights = new List<IReadOnlyList<NamedTensor>>();
        while (!trainer.IsDone)
        {
            losses.Add(trainer.RunEpoch(null, default).Metrics["validation_loss"]);
            weights.Add(network.SaveWeights());
        }

        var best = losses.IndexOf(losses.Min());
        Assert.True(trainer.IsStoppedEarly);
        Assert.Equal(best + 1, trainer.FinalEpoch);
        Assert.Equal(best + 1 + 3, trainer.CompletedEpochs);
        Examples.AssertSameBits(weights[best], trainer.FinalWeights());
        trainer.WaitAgain();
        Assert.False(trainer.IsDone);
    }

    [Fact]
    public void RunEpoch_MetricReachesItsBound_EndsWithThatEpoch()
    {
        using var examples = Examples.RandomSet(100, 8, 3);
        using var network = Network.Create(Examples.Mlp(8, 30, 3), 1);
        using var trainer = new Trainer(network, Spec with { Epochs = 400, StopWhen = new("train_loss", AtMost: 1.0) }, examples, null);
        var losses = new List<double>();
        while (!trainer.IsDone) losses.Add(trainer.RunEpoch(null, default).Loss);

        Assert.InRange(losses.Count, 2, 399);
        Assert.True(losses[^1] <= 1.0);
        Assert.All(losses.SkipLast(1), loss => Assert.True(loss > 1.0));
        Assert.True(trainer.IsStoppedEarly);
        Assert.Equal(trainer.CompletedEpochs, trainer.FinalEpoch);
        trainer.WaitAgain();
        Assert.False(trainer.IsDone);
    }

    [Fact]
    public void Check_StopOrVersionsThatCannotBe_NamesAll()
    {
        var spec = Spec with { StopWhen = new("train_recall", 0.5, 0.25), VersionsAt = new([0, 5]) };

        var violations = Assert.Throws<InvalidArgumentException>(() => Trainer.Check(spec, Examples.Mlp(4, 4, 3))).Violations;

        Assert.Equal(["stop_when", "stop_when.metric", "versions_at"], violations.Select(violation => violation.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void RunEpoch_KeepLast_GivesTheLastWeights()
    {
        var spec = Spec with { Epochs = 400, LearningRate = 0.05, EarlyStopping = new(Patience: 3, KeepLast: true) };
        using var examples = Examples.RandomSet(100, 8, 3);
        using var validation = Examples.RandomSet(40, 8, 3, seed: 9);
        using var network = Network.Create(Examples.Mlp(8, 30, 3), 1);
        using var trainer = new Trainer(network, spec, examples, validation);
        while (!trainer.IsDone) trainer.RunEpoch(null, default);

        Assert.True(trainer.IsStoppedEarly);
        Assert.Equal(trainer.CompletedEpochs, trainer.FinalEpoch);
        Examples.AssertSameBits(network.SaveWeights(), trainer.FinalWeights());
    }

    [Fact]
    public void RunEpoch_EvaluateEvery_EvaluatesThoseAndTheLast()
    {
        var spec = Spec with { Epochs = 5, EvaluateEvery = 2 };
        using var examples = Examples.RandomSet(50, 8, 3);
        using var network = Network.Create(Examples.Mlp(8, 10, 3), 1);
        using var trainer = new Trainer(network, spec, examples, examples);

        var evaluated = Enumerable.Range(1, 5).Where(_ => trainer.RunEpoch(null, default).Metrics.ContainsKey("validation_loss"));

        Assert.Equal([2, 4, 5], evaluated);
    }

    [Fact]
    public void RunEpoch_Schedule_ReportsTheLearningRate()
    {
        var spec = Spec with { Epochs = 3, LearningRate = 0.5, Optimizer = "sgd", Schedule = new("step", """{"every": 1, "factor": 0.1}""") };
        using var examples = Examples.RandomSet(50, 8, 3);
        using var network = Network.Create(Examples.Mlp(8, 10, 3), 1);
        using var trainer = new Trainer(network, spec, examples, null);

        var rates = Enumerable.Range(0, 3).Select(_ => trainer.RunEpoch(null, default).Metrics["learning_rate"]).ToArray();

        Assert.Equal(0.5, rates[0], 1e-12);
        Assert.Equal(0.05, rates[1], 1e-12);
        Assert.Equal(0.005, rates[2], 1e-12);
    }

    [Fact]
    public void RunEpoch_ValidationLoss_IsWithoutWeightsAndSmoothing()
    {
        using var examples = Examples.RandomSet(50, 8, 3);
        using var network = Network.Create(Examples.Mlp(8, 10, 3), 1);
        using var trainer = new Trainer(network, Spec with { LossParameters = """{"class_weights": [5, 1, 2], "label_smoothing": 0.2}""" }, examples, examples);

        var report = trainer.RunEpoch(null, default);

        Assert.Equal(Evaluator.Evaluate(network, examples, null).Loss, report.Metrics["validation_loss"]);
    }

    [Fact]
    public void Check_SeveralFaults_NamesAll()
    {
        var spec = Spec with
        {
            ClipNorm = 0, EvaluateEvery = 0, EarlyStopping = new(0, double.NaN), Monitor = "validation_recall", Schedule = new("sine"),
            OptimizerParameters = """{"beta": 1}""", LossParameters = """{"x": 1}""",
        };

        var violations = Assert.Throws<InvalidArgumentException>(() => Trainer.Check(spec, Examples.Mlp(4, 4, 3))).Violations;

        Assert.Equal(
            ["clip_norm", "early_stopping.min_delta", "early_stopping.patience", "evaluate_every", "loss_parameters.x", "monitor", "optimizer_parameters.beta", "schedule.kind"],
            violations.Select(violation => violation.Field).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("validation_loss", "needs a validation split")]
    [InlineData("train_mse", "known are train_accuracy, train_loss, validation_accuracy, validation_loss")]
    public void Check_MonitorThatIsNotThere_SaysWhy(string monitor, string part) => Assert.Contains(part, Assert.Throws<InvalidArgumentException>(
        () => Trainer.Check(Spec with { Monitor = monitor }, Examples.Mlp(4, 4, 3), hasValidation: false)).Message);
}
