using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets.Import.Csv;

/// <summary>Which column of a CSV file is what.</summary>
/// <param name="Names">Of all columns: the header's, or the 0-based index where it has none.</param>
/// <param name="Features">Indices of the feature columns, in order.</param>
/// <param name="Target">Index of the target column; with windows it is also among the features.</param>
/// <param name="WindowSteps">Rows in the features of one example; 0 when each row is one.</param>
/// <param name="WindowStride">Rows from one window's start to the next one's.</param>
public sealed record CsvLayout(
    bool HasHeader, IReadOnlyList<string> Names, IReadOnlyList<int> Features, int Target, int WindowSteps = 0, int WindowStride = 1)
{
    public int Columns => Names.Count;

    public string TargetName => HasHeader ? Names[Target] : "target";

    /// <summary><c>[columns]</c>, or <c>[steps, columns]</c> with windows.</summary>
    public FeatureSchema Schema => WindowSteps > 0
        ? new([WindowSteps, Features.Count], Contracts.Tensors.ElementType.F32, [])
        : new([Features.Count], Contracts.Tensors.ElementType.F32, HasHeader ? [.. Features.Select(i => Names[i])] : []);

    /// <returns>Null when the faults say why there is none.</returns>
    public static CsvLayout? Resolve(DatasetImportSpec spec, UploadedFile file, IReadOnlyList<string> firstRow, bool hasHeader, FaultList faults)
    {
        var before = faults.Found;
        var names = firstRow.Select((cell, i) => hasHeader && cell.Length > 0 ? cell : $"{i}").ToList();
        foreach (var twice in names.Index().GroupBy(name => name.Item, StringComparer.Ordinal).Where(group => group.Count() > 1))
            faults.Add(file.FileName, $"the header names '{twice.Key}' {twice.Count()} times (columns {string.Join(", ", twice.Select(name => name.Index))}, counted from 0)");
        var columns = new CsvColumns(names, hasHeader);
        var used = spec.Columns.Count == 0 ? Enumerable.Range(0, names.Count).ToList() : spec.Columns.Select((column, i) => columns.Find($"columns[{i}]", column, faults)).ToList();
        var target = string.IsNullOrEmpty(spec.LabelColumn) ? used[^1] : columns.Find("label_column", spec.LabelColumn, faults);
        if (target >= 0 && !used.Contains(target)) faults.Add("columns", $"the target '{names[target]}' is not among them");
        foreach (var twice in used.Where(column => column >= 0).GroupBy(column => column).Where(group => group.Count() > 1))
            faults.Add("columns", $"column '{names[twice.Key]}' is named {twice.Count()} times");
        var ignored = spec.IgnoreColumns.Select((column, i) => columns.Find($"ignore_columns[{i}]", column, faults)).ToHashSet();
        if (target >= 0 && ignored.Contains(target))
            faults.Add("ignore_columns", $"column '{names[target]}' is the target and cannot be left out");
        var features = used.Where(i => (i != target || spec.WindowSteps > 0) && !ignored.Contains(i)).ToList();
        if (features.Count == 0 && faults.Found == before)
            faults.Add(file.FileName, $"no feature column: the file has {names.Count} {(names.Count == 1 ? "column" : "columns")}{OtherSeparator(names)}, one is the target and {ignored.Count} are left out");
        return faults.Found > before ? null : new CsvLayout(hasHeader, names, features, target, spec.WindowSteps, Math.Max(1, spec.WindowStride));
    }

    private static string OtherSeparator(List<string> names) =>
        names is [var only] && only.IndexOfAny([';', '\t', '|']) is >= 0 and var at
            ? $" (the first row has '{(only[at] == '\t' ? "tab" : only[at].ToString())}' in it; columns are separated by commas)" : "";
}
