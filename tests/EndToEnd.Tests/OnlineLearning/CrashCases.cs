using DistributedDL.Client.OnlineLearning;

namespace DistributedDL.EndToEnd.Tests.OnlineLearning;

internal static class CrashCases
{
    private const string Two = "dense: { units: 1, activation: sigmoid }", Three = "dense: { units: 3, activation: softmax }";
    private const string Hidden = "dense: { units: 16, activation: relu }", Dropout = "dropout: { rate: 0.3 }";

    public static readonly CrashCase Logistic = new("sgd-logistic", [Two], Spec("sgd", 1), 2);

    public static IReadOnlyList<CrashCase> All { get; } =
    [
        Logistic,
        new("adam-mlp", [Hidden, Three], Spec("adam", 4), 3),
        new("dropout", [Hidden, Dropout, Three], Spec("adam", 4), 3),
        new("replay-standardize", ["standardize", Hidden, Three], Keeping(new OnlineSessionSpec { Standardize = true, Replay = new ReplayBuffer { Size = 200, Share = 1.5 } }), 3),
        new("growing-head", [Hidden, Three], Keeping(new OnlineSessionSpec { UnknownLabels = UnknownLabels.Grow }), 3, LateClass: true),
    ];

    private static OnlineSessionSpec Keeping(OnlineSessionSpec kept)
    {
        var spec = Spec("adam", 4);
        spec.MergeFrom(kept);
        return spec;
    }

    private static OnlineSessionSpec Spec(string optimizer, int microBatch) => new()
    {
        Model = "net",
        Optimizer = optimizer,
        LearningRate = 0.01,
        MicroBatch = microBatch,
        Seed = 7,
        Drift =
        {
            new DriftDetector { Detector = "adwin" },
            new DriftDetector { Detector = "ddm", Action = DriftAction.RaiseLearningRate, Factor = 3, Examples = 1_000 },
        },
    };
}
