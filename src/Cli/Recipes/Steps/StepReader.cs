using DistributedDL.Cli.Recipes.Yaml;
using DistributedDL.Contracts.Naming;

namespace DistributedDL.Cli.Recipes.Steps;

/// <summary>Reads a step by its verb, the key that names the model.</summary>
internal static class StepReader
{
    private static readonly Dictionary<string, Func<MapReader, string, RecipeStep>> Verbs = new()
    {
        ["train"] = TrainReader.Train,
        ["continue"] = TrainReader.Continue,
        ["set_weights"] = WeightsReader.Read,
        ["learn_online"] = LearnOnlineReader.Read,
        ["best_price"] = (map, model) => new BestPriceStep(model, map.DataName("data", required: true) ?? "", map.Int("after", 1, TrainStep.MaxEpochs)),
        ["evaluate"] = Evaluate,
        ["next_letters"] = (map, model) => new NextLettersStep(model, map.Text("text", required: true) ?? ""),
        ["generate"] = Generate,
    };

    private static readonly HashSet<string> Makers = ["train", "set_weights", "learn_online"];

    public static RecipeStep? Read(MapReader map)
    {
        // 'evaluate' names splits inside a training step: the verb is the first key.
        var verb = map.Mapping.Children.Count == 0 ? "" : YamlScalar.Key(map.Mapping.Children[0].Key);
        if (!Verbs.TryGetValue(verb, out var read))
        {
            map.Context.Faults.Add(map.Mapping.Start, map.Path, $"unknown step '{verb}'; a step begins with one of {RecipeContext.Known(Verbs.Keys)}");
            return null;
        }
        var model = Makers.Contains(verb) ? NewModel(map, verb) : map.ModelName(verb, required: true);
        var step = read(map, model ?? "");
        map.Complete();
        if (Makers.Contains(verb) && model is not null) map.Context.Models.Add(model);
        return step;
    }

    private static string? NewModel(MapReader map, string verb)
    {
        if (map.Text(verb, required: true) is not { } model) return null;
        if (!ResourceName.IsValid(model)) map.Fault(verb, $"'{model}' is not a name: {ResourceName.Rule}");
        else if (map.Context.Models.Contains(model)) map.Fault(verb, $"a step above makes the model '{model}' already; 'continue' trains it further");
        else return model;
        return null;
    }

    private static EvaluateStep Evaluate(MapReader map, string model) =>
        new(model, map.DataName("data", required: true) ?? "", PlanReader.Splits(map, "splits"));

    private static GenerateStep Generate(MapReader map, string model)
    {
        var start = map.Text("start", required: true) ?? "";
        if (map.Has("start") && start.Length == 0) map.Fault("start", "is empty; the model needs a character to go on from");
        return new GenerateStep(
            model, start,
            map.Int("tokens", 1, 100_000, required: true) ?? 1,
            map.Number("temperature", 0, 10) ?? 0,
            map.Whole("seed", 0, long.MaxValue) ?? 0);
    }
}
