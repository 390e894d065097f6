using DistributedDL.Cli.Recipes.Yaml;
using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Cli.Recipes.Steps;

/// <summary>Reads when a run is evaluated, and what ends it or starts it again.</summary>
internal static class PlanReader
{
    public static EvaluationPlan Evaluation(MapReader map) => new(
        map.Ints("evaluate_at", 1, TrainStep.MaxEpochs),
        map.Int("evaluate_every", 1, TrainStep.MaxEpochs) ?? 0,
        Splits(map, "evaluate"),
        map.Ints("versions_at", 1, TrainStep.MaxEpochs));

    public static IReadOnlyList<string> Splits(MapReader map, string key)
    {
        var splits = map.Texts(key);
        foreach (var split in splits.Where(split => !Split.All.Contains(split)))
            map.Fault(key, $"unknown split '{split}'; known are {string.Join(", ", Split.All)}");
        return splits;
    }

    public static StopWhen? StopWhen(MapReader? map)
    {
        if (map is null) return null;
        var read = new StopWhen(map.Text("metric", required: true) ?? "", Bound(map, "at_least"), Bound(map, "at_most"));
        if (read.AtLeast is null == read.AtMost is null) map.Fault("at_least", "one of at_least and at_most is expected");
        map.Complete();
        return read;
    }

    public static EarlyStopping? EarlyStopping(MapReader? map)
    {
        if (map is null) return null;
        var read = new EarlyStopping(
            map.Text("metric", required: true) ?? "",
            map.Int("patience", 1, TrainStep.MaxEpochs, required: true) ?? 1,
            map.Number("min_delta", 0, double.MaxValue) ?? 0,
            map.Flag("restore_best", true));
        map.Complete();
        return read;
    }

    public static RestartWhen? RestartWhen(MapReader? map)
    {
        if (map is null) return null;
        var read = new RestartWhen(
            MetricReader.OfSplit(map),
            map.Number("below", double.MinValue, double.MaxValue, required: true) ?? 0,
            map.Int("after_epoch", 1, TrainStep.MaxEpochs, required: true) ?? 1,
            map.Int("attempts", 2, 100, required: true) ?? 2);
        map.Complete();
        return read;
    }

    private static double? Bound(MapReader map, string key) => map.Number(key, double.MinValue, double.MaxValue);
}
