using DistributedDL.Cli.Recipes.Yaml;

namespace DistributedDL.Cli.Reports.Figures;

/// <summary>Every figure by its name. To add one: a record of its own and a line here.</summary>
public static class FigureKinds
{
    private static readonly Dictionary<string, Func<MapReader, FigureSpec>> Kinds = new()
    {
        ["scatter"] = ScatterFigure.Read,
        ["boundary"] = BoundaryFigure.Read,
        ["curves"] = CurvesFigure.Read,
        ["confusion"] = ConfusionFigure.Read,
        ["images"] = ImagesFigure.Read,
        ["series"] = SeriesFigure.Read,
        ["fit"] = FitFigure.Read,
        ["bending"] = BendingFigure.Read,
        ["truth_table"] = TruthTableFigure.Read,
        ["next_letters"] = NextLettersFigure.Read,
        ["prequential"] = PrequentialFigure.Read,
        ["acceptance"] = AcceptanceFigure.Read,
        ["generated"] = GeneratedFigure.Read,
    };

    public static IReadOnlyCollection<string> Names => Kinds.Keys;

    /// <summary>Reads a list of figures, each one name with its settings, as in <c>- boundary: { model: mlp }</c>.</summary>
    internal static List<FigureSpec> ReadAll(MapReader map, string key) =>
        [.. map.Maps(key).Select(Read).OfType<FigureSpec>()];

    private static FigureSpec? Read(MapReader item)
    {
        var name = item.Mapping.Children.Count == 1 ? YamlScalar.Key(item.Mapping.Children[0].Key) : null;
        if (name is null || !Kinds.TryGetValue(name, out var read))
        {
            var found = name is null ? $"{item.Mapping.Children.Count} keys" : $"unknown figure '{name}'";
            item.Context.Faults.Add(item.Mapping.Start, item.Path, $"{found}; one of {RecipeContext.Known(Kinds.Keys)} with its settings is expected");
            return null;
        }
        if (item.Map(name, required: true) is not { } settings) return null;
        var figure = read(settings) with { Title = settings.Text("title"), Caption = settings.Text("caption") };
        settings.Complete();
        return figure;
    }
}
