using DistributedDL.Cli.OnlineLearning;
using DistributedDL.Cli.Recipes.Yaml;
using DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Cli.Recipes.Steps;

internal static class LearnOnlineReader
{
    private const int MaxRows = 10_000_000;

    public static LearnOnlineStep Read(MapReader map, string model) => new(model)
    {
        Network = map.OneOf("network", map.Context.Networks, "network", required: true) ?? "",
        Data = map.DataName("data", required: true) ?? "",
        Optimizer = map.Choice("optimizer") ?? new Choice("sgd"),
        LearningRate = TrainReader.Rate(map, "learning_rate"),
        MicroBatch = map.Int("micro_batch", 1, 10_000) ?? 1,
        Standardize = map.Flag("standardize", false),
        Drift = Detectors(map),
        VersionsAt = map.Ints("versions_at", 1, MaxRows),
        ReportEvery = map.Int("report_every", 1, MaxRows) ?? 500,
    };

    private static List<DriftDetector> Detectors(MapReader map)
    {
        var detectors = new List<DriftDetector>();
        foreach (var text in map.Texts("drift"))
        {
            if (DriftOption.TryParse(text, out var fault) is { } detector) detectors.Add(detector);
            else map.Fault("drift", $"'{text}': {fault}");
        }
        return detectors;
    }
}
