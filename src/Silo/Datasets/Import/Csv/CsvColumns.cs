using System.Globalization;

namespace DistributedDL.Silo.Datasets.Import.Csv;

/// <summary>Finds columns as users name them: by header name or by 0-based index.</summary>
public sealed class CsvColumns(IReadOnlyList<string> names, bool hasHeader)
{
    private const int MaxListed = 30;

    /// <returns>-1 when there is no such column, or two; the fault says so.</returns>
    public int Find(string field, string column, FaultList faults)
    {
        var byName = hasHeader ? names.Index().Where(name => name.Item == column).Select(name => name.Index).ToList() : [];
        var byIndex = int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < names.Count ? index : -1;
        var found = byName.Append(byIndex).Where(i => i >= 0).Distinct().ToList();
        if (found is [var only]) return only;
        faults.Add(field, found.Count > 1
            ? $"'{column}' is ambiguous: it names column {string.Join(" and column ", found)}, counted from 0"
            : $"there is no column '{column}'; known are {Known()}");
        return -1;
    }

    private string Known()
    {
        var indices = $"the indices 0 to {names.Count - 1}";
        if (!hasHeader) return indices;
        var listed = string.Join(", ", names.Take(MaxListed).Select(name => $"'{name}'"));
        return names.Count > MaxListed ? $"{listed}, … ({names.Count} in all), or {indices}" : $"{listed}, or {indices}";
    }
}
