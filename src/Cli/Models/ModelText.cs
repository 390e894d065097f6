using DistributedDL.Cli.Terminal;
using DistributedDL.Client.Models;

namespace DistributedDL.Cli.Models;

internal static class ModelText
{
    private const string Live = "live";

    public static void Write(TextWriter output, Model model)
    {
        output.WriteLine($"{model.Name}, made {Figures.Time(model.CreatedAt)}");
        output.WriteLine($"  input   {Figures.Shape(model.Architecture.Input)}");
        output.WriteLine($"  layers  {string.Join(" → ", model.Architecture.Layers.Select(l => l.Kind))}");
        output.WriteLine();
        if (model.Versions.Count == 0)
        {
            output.WriteLine($"  It has no version yet; ddl train {model.Name} --dataset D --epochs N makes one.");
            return;
        }
        var live = LiveVersion(model);
        var table = new Columns("", "VERSION", "PARAMETERS", "WEIGHTS", "FROM", "METRICS");
        foreach (var v in model.Versions)
            table.Add(v.Version == live ? "*" : " ", $"{v.Version}", Figures.Count(v.Parameters), Figures.Digest(v.WeightsSha256), Origin(v.Lineage), Figures.Metrics(v.Metrics));
        table.Write(output, "  ");
        output.WriteLine(live is null ? "  No version is live." : $"  * live");
    }

    public static int? LiveVersion(Model model) => model.Aliases.TryGetValue(Live, out var version) ? version : null;

    public static string Origin(Lineage? lineage) => lineage switch
    {
        null => Figures.None,
        { Session.Length: > 0 } => $"session {lineage.Session} at {lineage.Sequence}",
        { Dataset.Length: > 0, ParentModel.Length: > 0 } => $"{lineage.Dataset}@{lineage.DatasetVersion}, {lineage.ParentModel}@{lineage.ParentVersion}",
        { Dataset.Length: > 0 } => $"{lineage.Dataset}@{lineage.DatasetVersion}",
        _ => Figures.None,
    };
}
