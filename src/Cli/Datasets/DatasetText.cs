using System.Globalization;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client.Datasets;
using Google.Protobuf.Collections;

namespace DistributedDL.Cli.Datasets;

internal static class DatasetText
{
    private const int ShownLabels = 12;
    private const int ShownScales = 20;

    public static string Kind(TargetKind kind) => kind is TargetKind.Class ? "class" : "value";

    public static void Write(TextWriter output, DatasetVersion version)
    {
        output.WriteLine($"{version.Dataset}, version {version.Version}");
        output.WriteLine($"  features  {Figures.Shape(version.Features.Shape)} {version.Features.ElementType}{Names(version.Features.Names)}");
        output.WriteLine($"  target    {Target(version.Target)}");
        foreach (var (label, scale) in Scales(version)) output.WriteLine($"  stored    {label} = stored × {Number(scale.Scale)}{(scale.Offset == 0 ? "" : $" + {Number(scale.Offset)}")}");
        output.WriteLine($"  size      {Figures.Bytes(version.LengthBytes)}");
        if (version.SkippedExamples > 0) output.WriteLine($"  skipped   {Figures.Count(version.SkippedExamples)} that could not be decoded");
        output.WriteLine($"  digest    {Figures.Digest(version.ManifestSha256)}");
        output.WriteLine();
        var splits = new Columns("SPLIT", "EXAMPLES");
        foreach (var split in version.Splits) splits.Add(split.Name, Figures.Count(split.Examples));
        splits.Write(output, "  ");
    }

    public static string Splits(DatasetVersion version) =>
        string.Join(", ", version.Splits.Where(s => s.Examples > 0).Select(s => $"{s.Name} {Figures.Count(s.Examples)}"));

    private static string Target(TargetSchema target) => target.Kind is TargetKind.Class
        ? $"{target.Name}, {target.Labels.Count} classes: {string.Join(" ", target.Labels.Take(ShownLabels).Select(Shown))}{(target.Labels.Count > ShownLabels ? " …" : "")}"
        : $"{target.Name}, a value";

    // A vocabulary holds blanks and line ends.
    private static string Shown(string label) =>
        label.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) ? $"'{label.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)}'" : label;

    private static List<(string Name, ColumnScale Scale)> Scales(DatasetVersion version)
    {
        var (scales, names) = (version.Features.Scales, version.Features.Names);
        var shown = scales.Take(ShownScales).Select((scale, i) => (Name: names.Count == scales.Count ? names[i] : $"column {i}", Scale: scale)).ToList();
        if (version.Target.Scale is { } target) shown.Add(($"target {version.Target.Name}", target));
        return shown;
    }

    private static string Number(double value) => value.ToString("G7", CultureInfo.InvariantCulture);

    private static string Names(RepeatedField<string> names) => names.Count switch
    {
        0 => "",
        <= 6 => $": {string.Join(", ", names)}",
        _ => $": {string.Join(", ", names.Take(3))} … {names[^1]}",
    };
}
