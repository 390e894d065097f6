using DistributedDL.Cli.Recipes.Yaml;
using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Cli.Recipes.Datasets;

internal static class DataReader
{
    private const int MaxSide = 4096;

    private static readonly Dictionary<string, SourceFormat> Formats = Enum.GetValues<SourceFormat>().ToDictionary(Word);

    private const string Generated = "courier_orders";

    public static RecipeData? Read(string name, MapReader map)
    {
        var given = Formats.Keys.Append(Generated).Where(map.Has).ToList();
        if (given.Count != 1)
        {
            map.Context.Faults.Add(map.Mapping.Start, map.Path, given.Count == 0
                ? $"no source; one of {RecipeContext.Known(Formats.Keys.Append(Generated))} is expected"
                : $"{given.Count} sources ({string.Join(", ", given)}); one is expected");
            return null;
        }
        if (given[0] == Generated) return Orders(name, map);
        var format = Formats[given[0]];
        var isTable = format is SourceFormat.Csv or SourceFormat.Rows;
        var data = new RecipeData
        {
            Name = name,
            Format = format,
            Files = format == SourceFormat.Rows ? [] : SourceReader.Read(map, given[0], format),
            Columns = isTable ? map.Texts("columns", required: format == SourceFormat.Rows) : [],
            Rows = [],
            Target = isTable ? map.Text("target") : null,
            TargetForm = isTable || format == SourceFormat.Npy ? Form(map) : null,
            ClassNames = format is SourceFormat.Images or SourceFormat.Text ? [] : map.Texts("class_names"),
            Split = SplitReader.Read(map.Map("split")),
            Resize = format == SourceFormat.Images ? map.Ints("resize", 1, MaxSide, required: true) : [],
            SkipCorrupt = format == SourceFormat.Images && map.OneOf("corrupt", ["fail", "skip"], "way") == "skip",
            Vocabulary = format == SourceFormat.Text && map.OneOf("vocabulary", ["characters", "words"], "vocabulary", required: true) == "words" ? Vocabulary.Words : Vocabulary.Characters,
            JoinLines = format == SourceFormat.Text && map.Flag("join_lines", false),
            Window = isTable || format == SourceFormat.Text ? Window(map, required: format == SourceFormat.Text) : null,
            Normalise = isTable || format == SourceFormat.Npy ? Normalise(map) : Normalisation.None,
        };
        if (format == SourceFormat.Rows) data = data with { Rows = ReadRows(map, given[0], data.Columns.Count) };
        Check(map, data);
        map.Complete();
        return data;
    }

    private static RecipeData Orders(string name, MapReader map)
    {
        var settings = map.Map(Generated, required: true);
        var count = settings?.Int("orders", 1, 1_000_000, required: true) ?? 1;
        var orders = new CourierOrders(count, settings?.Int("drift_after", 1, 1_000_000) ?? count, settings?.Whole("seed", 0, int.MaxValue) ?? 0);
        settings?.Complete();
        map.Complete();
        return new RecipeData { Name = name, Format = SourceFormat.Rows, Columns = CourierOrders.Columns, Target = CourierOrders.Columns[^1], TargetForm = TargetForm.Class, Rows = orders.Rows(), Orders = orders };
    }

    private static void Check(MapReader map, RecipeData data)
    {
        if (data.Target is { } target && data.Columns.Count > 0 && !data.Columns.Contains(target))
            map.Fault("target", $"'{target}' is not among the columns {string.Join(", ", data.Columns)}");
        if (data.Resize.Count is not (0 or 2)) map.Fault("resize", $"{data.Resize.Count} sizes; height and width are expected, as in [50, 50]");
        var splits = data.Files.Select(file => file.Split).ToHashSet();
        if (splits.Count > 0 && !splits.Contains(null) && !splits.Contains(Split.Train))
            map.Fault(Word(data.Format), "has no train split");
        if (splits.Contains(Split.Test) && (data.Split.TestFraction > 0 || data.Split.TestRows > 0))
            map.Fault("split", "draws a test split, but the test files are given");
        if (splits.Contains(Split.Validation) && data.Split.ValidationFraction > 0)
            map.Fault("split", "draws a validation split, but the validation files are given");
    }

    private static List<IReadOnlyList<double>> ReadRows(MapReader map, string key, int columns)
    {
        var rows = new List<IReadOnlyList<double>>();
        foreach (var (node, path) in map.List(key, required: true))
        {
            var before = map.Context.Faults.Count;
            var row = map.Numbers(node, path, -float.MaxValue, float.MaxValue);
            if (before == map.Context.Faults.Count && columns > 0 && row.Count != columns)
                map.Context.Faults.Add(node.Start, path, $"{row.Count} values; the {columns} columns need one each");
            rows.Add(row);
        }
        return rows;
    }

    private static TargetForm? Form(MapReader map) => map.OneOf("target_is", ["class", "value"], "target") switch
    {
        "class" => TargetForm.Class,
        "value" => TargetForm.Value,
        _ => null,
    };

    private static Normalisation Normalise(MapReader map) => map.OneOf("normalise", ["max", "standard"], "normalisation") switch
    {
        "max" => Normalisation.Max,
        "standard" => Normalisation.Standard,
        _ => Normalisation.None,
    };

    private static SequenceWindow? Window(MapReader map, bool required)
    {
        if (map.Map("window", required) is not { } window) return null;
        var read = new SequenceWindow(
            window.Int("steps", 1, SequenceWindow.MaxSteps, required: true) ?? 1,
            window.Int("stride", 1, SequenceWindow.MaxSteps) ?? 1,
            window.OneOf("target", ["next", "each_next"], "window target") == "each_next" ? WindowTarget.EachNext : WindowTarget.Next);
        window.Complete();
        return read;
    }

    private static string Word(SourceFormat format) => format.ToString().ToLowerInvariant();
}
