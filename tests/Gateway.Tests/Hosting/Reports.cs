using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Contracts.Training;

namespace DistributedDL.Gateway.Tests.Hosting;

/// <summary>Reports in which every field has a value of its own, so that a mapping that mixes two of them shows.</summary>
internal static class Reports
{
    public static readonly DateTimeOffset Time = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    public static ArchitectureSpec Architecture { get; } = new([2, 3], [new("flatten"), new("dense", "head", """{"units":10,"activation":"relu","scale":0.5,"bias":true,"shape":[1,2]}""")]);

    public static DatasetVersionReport DatasetVersion { get; } = new(
        3,
        new FeatureSchema([2, 2], ElementType.U8, ["a", "b", "c", "d"]),
        new TargetSchema("species", TargetKind.Class, ["cat", "dog"]),
        [new SplitReport("train", 2_500, [1_500, 1_000]), new SplitReport("test", 40, [30, 10])],
        "abc123", 4_096, Time);

    public static ModelVersionReport ModelVersion { get; } = new(
        "digits", 7, "5ha", 5_210, Architecture, new ModelSignature(["x", "y"], ["no", "yes"], "answer"),
        new Lineage
        {
            ParentModel = "old", ParentVersion = 2, ParentWeightsSha256 = "0ld", Run = "run1", Session = "s1", Sequence = 99,
            Dataset = "d", DatasetVersion = 4, FrozenLayers = ["body"], Epoch = 41,
        },
        new Dictionary<string, double> { ["accuracy"] = 0.75 }, Time);

    public static ModelReport Model { get; } = new("digits", Architecture, [ModelVersion], new Dictionary<string, int> { ["live"] = 7 }, Time.AddDays(1));

    public static EpochReport Epoch(int epoch) => new(epoch, 1.0 / epoch, new Dictionary<string, double> { ["train_accuracy"] = 0.5 }, 1_000 + epoch, 0.25);

    public static TrainingRunReport Run(string run, RunState state) => new()
    {
        Run = run,
        Spec = new TrainingSpec
        {
            Model = "m", Dataset = "d", DatasetVersion = 5, Epochs = 9, BatchSize = 64, Optimizer = "sgd", LearningRate = 0.125,
            Loss = "mse", Seed = 17, Shuffle = false, Promote = false, ValidationSplit = "test",
            OptimizerParameters = """{"momentum":0.5}""", LossParameters = """{"delta":2}""", ClipNorm = 1.5,
            Schedule = new ScheduleSpec("step", """{"every":10}"""), EarlyStopping = new EarlyStoppingSpec(4, 0.25, true),
            EvaluateEvery = 6, Monitor = "train_loss", KeepBest = true,
            Transfer = new TransferSpec
            {
                ParentModel = "p", ParentVersion = 8, KeepOptimizer = true, Freeze = ["a", "b*"], AllButLast = 2, UnfreezeAtEpoch = 7,
                BodyLearningRate = 0.0625, NewHead = [new("dense", "top", """{"units":3}""")], After = "body", FeaturesAt = "conv",
            },
            Augment = """{"rotation":12}""",
            StopWhen = new StopWhenSpec("train_accuracy", 0.75, 0.125), VersionsAt = new EpochList([3, 11]),
        },
        State = state,
        EpochsCompleted = 2,
        LastEpoch = Epoch(2),
        EpochExamplesDone = 320,
        EpochExamples = 1_000,
        ModelVersion = 6,
        Error = "it broke",
        Attempt = 3,
        CreatedAt = Time,
        StartedAt = Time.AddMinutes(1),
        EndedAt = Time.AddMinutes(2),
        BestEpoch = 1,
        StoppedEarly = true,
    };

    public static OnlineSessionReport Session(string session) => new()
    {
        Session = session,
        Spec = new OnlineSessionSpec { Model = "m", Version = 4, Optimizer = "adam", LearningRate = 0.5, Loss = "mae", MicroBatch = 32, Seed = 5, Labels = ["no", "yes"] },
        State = SessionState.Open,
        StartVersion = 8,
        Signature = new ModelSignature(["f1", "f2"], ["no", "yes"], "answer"),
        InputShape = [2],
        Examples = 120,
        LastSequence = 121,
        WeightsSha256 = "w8s",
        Metrics = new Dictionary<string, double> { ["accuracy"] = 0.875 },
        CheckpointSequence = 100,
        OpenedAt = Time,
        Damage = "torn",
    };
}
