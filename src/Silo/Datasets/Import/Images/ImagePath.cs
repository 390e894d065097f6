using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets.Import.Images;

/// <summary>The place of an image among its folders.</summary>
/// <param name="Folders">From the top down, without the file's own name.</param>
public sealed record ImagePath(IReadOnlyList<string> Folders)
{
    private static readonly Dictionary<string, string> SplitNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["train"] = Split.Train, ["training"] = Split.Train, ["train_set"] = Split.Train, ["training_set"] = Split.Train,
        ["validation"] = Split.Validation, ["val"] = Split.Validation, ["valid"] = Split.Validation, ["validation_set"] = Split.Validation,
        ["test"] = Split.Test, ["testing"] = Split.Test, ["test_set"] = Split.Test,
    };

    public string? SplitOfTop => Folders.Count > 1 ? SplitNames.GetValueOrDefault(Folders[0]) : null;

    /// <returns>Null when the name could lead out of a folder, or is no name.</returns>
    public static ImagePath? Parse(string entry)
    {
        var parts = entry.Split('/');
        var sound = parts.All(part => part.Length > 0 && part is not ("." or "..") && !part.Any(c => c is '\\' or ':' || char.IsControl(c)));
        return sound ? new ImagePath(parts[..^1]) : null;
    }

    /// <summary>What file managers leave in folders.</summary>
    public static bool IsClutter(string entry) =>
        entry.EndsWith('/') || entry.StartsWith("__MACOSX/", StringComparison.Ordinal)
        || entry[(entry.LastIndexOf('/') + 1)..] is var name && (name.StartsWith('.') || name is "Thumbs.db" or "desktop.ini");

    /// <summary>How many top folders say nothing: every image lies in them, and in others below.</summary>
    public static int CommonDepth(IReadOnlyCollection<ImagePath> paths)
    {
        for (var depth = 0; ; depth++)
        {
            var (at, first) = (depth, paths.FirstOrDefault()?.Folders.ElementAtOrDefault(depth));
            if (first is null || SplitNames.ContainsKey(first)) return depth;
            if (!paths.All(path => path.Folders.Count > at + 1 && path.Folders[at] == first)) return depth;
        }
    }

    public ImagePath Below(int depth) => depth == 0 ? this : new ImagePath([.. Folders.Skip(depth)]);
}
