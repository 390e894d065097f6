using System.Globalization;
using DistributedDL.Cli.CommandLine;

namespace DistributedDL.Cli.Examples;

/// <summary>Which columns of a CSV file are the features, in the model's order, and which one is the target.</summary>
/// <param name="Target">-1 where there is none.</param>
/// <param name="Hashed">Categories, behind the features.</param>
internal sealed record ExampleColumns(bool HasHeader, int[] Features, int Target, IReadOnlyList<string> Names, int[] Hashed)
{
    /// <summary>
    /// A first row that names the target (unless by a number) or all features, or in which no cell is a number, is a header. Features are found by
    /// name where a header has all of them; otherwise they are all columns but the target.
    /// </summary>
    /// <param name="target">Column by name or 0-based index; null where the file is only to be predicted.</param>
    /// <param name="hashed">Columns that are categories, by name.</param>
    /// <param name="width">Of the features that are not hashed.</param>
    public static ExampleColumns Of(string path, string[] first, IReadOnlyList<string> featureNames, int width, string? target, IReadOnlyList<string> hashed)
    {
        // Names such as 0, 1, 2 could be a row of values.
        var named = featureNames.Any(name => !IsNumber(name)) && featureNames.All(first.Contains);
        var hasHeader = named || (target is not null && !IsNumber(target) && first.Contains(target)) || !first.Any(IsNumber);
        var categories = hashed.Select(name => HashedColumn(path, first, name)).ToArray();
        hasHeader |= categories.Length > 0;
        var targetColumn = target is null ? -1 : TargetColumn(path, first, hasHeader, target);
        var features = named && hasHeader
            ? featureNames.Select(name => Array.IndexOf(first, name)).ToArray()
            : Enumerable.Range(0, first.Length).Where(i => i != targetColumn && !categories.Contains(i)).ToArray();
        if (features.Length != width)
            throw new CommandFailedException($"{path} has {features.Length} feature columns{(hashed.Count > 0 ? " beside the hashed" : "")}; the model takes {width}", Hint(target, features.Length - width));
        var names = hasHeader ? first : Enumerable.Range(0, first.Length).Select(i => i.ToString(CultureInfo.InvariantCulture)).ToArray();
        return new ExampleColumns(hasHeader, features, targetColumn, names, categories);
    }

    private static int HashedColumn(string path, string[] first, string name) => Array.IndexOf(first, name) is var column and >= 0 ? column
        : throw new CommandFailedException($"{path} has no column '{name}', which the session hashes", "its first row: " + string.Join(", ", first.Take(12)));

    private static int TargetColumn(string path, string[] first, bool hasHeader, string target)
    {
        var column = hasHeader ? Array.IndexOf(first, target) : -1;
        if (column >= 0) return column;
        if (int.TryParse(target, NumberStyles.None, CultureInfo.InvariantCulture, out column) && column < first.Length) return column;
        var known = hasHeader ? string.Join(", ", first.Length > 12 ? [.. first.Take(11), "…", first[^1]] : first) : $"0 to {first.Length - 1}; it has no header";
        throw new CommandFailedException($"{path} has no column '{target}'", $"its columns: {known}");
    }

    private static bool IsNumber(string cell) => float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static string[] Hint(string? target, int surplus) =>
        target is null && surplus == 1 ? ["a target column is left out where a header names the features as the model knows them"] : [];
}
