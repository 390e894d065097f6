using DistributedDL.Cli.Recipes.Yaml;
using YamlDotNet.RepresentationModel;

namespace DistributedDL.Cli.Recipes.Steps;

internal static class TrainReader
{
    /// <summary>A batch of the whole training split.</summary>
    private const string All = "all";

    /// <summary>Beside the model's name, sorted: those that the reading of a step without any asks for.</summary>
    public static IReadOnlyList<string> Keys { get; } = ReadKeys();

    public static TrainStep Train(MapReader map, string model)
    {
        var step = new TrainStep(model)
        {
            Network = map.NetworkName("network"),
            From = map.ModelName("from"),
            Data = map.DataName("data", required: true) ?? "",
            Epochs = map.Int("epochs", 1, TrainStep.MaxEpochs, required: true) ?? 1,
            BatchSize = BatchSize(map),
            Optimizer = map.Choice("optimizer") ?? new Choice("adam"),
            LearningRate = Rate(map, "learning_rate"),
            Loss = map.Choice("loss"),
            Schedule = map.Choice("schedule"),
            ClipNorm = map.Number("clip_norm", 0, double.MaxValue, above: true),
            Shuffle = map.Flag("shuffle", true),
            Augment = map.Json("augment")?.ToJsonString(),
            EarlyStopping = PlanReader.EarlyStopping(map.Map("early_stopping")),
            StopWhen = PlanReader.StopWhen(map.Map("stop_when")),
            RestartWhen = PlanReader.RestartWhen(map.Map("restart_when")),
            Evaluation = PlanReader.Evaluation(map),
            Transfer = TransferReader.Read(map),
        };
        if (map.Has("network") == map.Has("from"))
            map.Context.Faults.Add(map.Mapping.Start, map.Path, map.Has("from") ? "has both network and from; one of them is expected" : "one of network and from is expected");
        foreach (var late in step.Evaluation.At.Concat(step.Evaluation.VersionsAt).Where(epoch => epoch > step.Epochs).Distinct())
            map.Fault(step.Evaluation.At.Contains(late) ? "evaluate_at" : "versions_at", $"{late} is after the last of {step.Epochs} epochs");
        return step;
    }

    public static ContinueStep Continue(MapReader map, string model) => new(
        model,
        map.Int("epochs", 1, TrainStep.MaxEpochs, required: true) ?? 1,
        Rate(map, "learning_rate"),
        PlanReader.StopWhen(map.Map("stop_when")),
        PlanReader.Evaluation(map));

    public static double? Rate(MapReader map, string key) => map.Number(key, 0, 1_000, above: true);

    private static List<string> ReadKeys()
    {
        var map = new MapReader(new YamlMappingNode(), "", new RecipeContext());
        Train(map, "");
        return [.. map.Known];
    }

    private static int? BatchSize(MapReader map)
    {
        if (map.Node("batch_size") is not { } node) return 32;
        if (YamlScalar.TryText(node, out var text) && text == All) return null;
        return map.Int("batch_size", 1, TrainStep.MaxBatchSize);
    }
}
