using DistributedDL.Cli.Recipes.Yaml;
using DistributedDL.Contracts.Datasets;
using YamlDotNet.RepresentationModel;

namespace DistributedDL.Cli.Recipes.Datasets;

/// <summary>Reads the files of one data set: one path, or one for each split, or one for each role in each split.</summary>
internal static class SourceReader
{
    private static readonly Dictionary<SourceFormat, string[]> Roles = new()
    {
        [SourceFormat.Idx] = ["images", "labels"],
        [SourceFormat.Npy] = ["features", "targets"],
    };

    public static IReadOnlyList<SourceFile> Read(MapReader data, string key, SourceFormat format)
    {
        var files = new List<SourceFile>();
        var roles = Roles.GetValueOrDefault(format);
        switch (data.Node(key, required: true))
        {
            case YamlMappingNode node:
                ReadSplits(new MapReader(node, data.PathOf(key), data.Context), roles, files);
                break;
            case YamlScalarNode when roles is null:
                Add(data, key, null, SourceFile.RowsRole, files);
                break;
            case { } other:
                data.Fault(key, $"{YamlScalar.Show(other)} is not a file, nor one for each split, as in {{ train: …, test: … }}");
                break;
        }
        return files;
    }

    private static void ReadSplits(MapReader splits, string[]? roles, List<SourceFile> files)
    {
        if (splits.Mapping.Children.Count == 0) splits.Context.Faults.Add(splits.Mapping.Start, splits.Path, "names no file");
        foreach (var split in Split.All)
        {
            if (roles is null) Add(splits, split, split, SourceFile.RowsRole, files, required: false);
            else if (splits.Map(split) is { } parts)
            {
                foreach (var role in roles) Add(parts, role, split, role, files);
                parts.Complete();
            }
        }
        splits.Complete();
    }

    private static void Add(MapReader map, string key, string? split, string role, List<SourceFile> files, bool required = true)
    {
        if (map.Text(key, required) is not { } path) return;
        if (path.Length == 0 || Path.IsPathRooted(path) || path.Split('/', '\\').Contains(".."))
            map.Fault(key, $"'{path}' is not a path inside the data folder: it is relative and has no '..'");
        else files.Add(new SourceFile(split, role, path));
    }
}
