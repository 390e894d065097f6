namespace DistributedDL.Cli.Terminal;

/// <summary>
/// Rows in aligned columns, as plain text that pipes well. Columns whose cells all begin with a digit stand to the right.
/// </summary>
internal sealed class Columns(params string[] header)
{
    private readonly List<string[]> _rows = [];

    public int Count => _rows.Count;

    public Columns Add(params string[] cells)
    {
        _rows.Add(cells);
        return this;
    }

    public void Write(TextWriter output, string indent = "")
    {
        var widths = header.Select((title, i) => _rows.Select(r => r[i].Length).Append(title.Length).Max()).ToArray();
        var right = header.Select((_, i) => _rows.Count > 0 && _rows.All(r => r[i] is "–" || (r[i].Length > 0 && (char.IsAsciiDigit(r[i][0]) || r[i][0] == '-')))).ToArray();
        foreach (var row in header.All(title => title.Length == 0) ? _rows : _rows.Prepend(header))
        {
            var cells = row.Select((cell, i) => right[i] ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
            output.WriteLine((indent + string.Join("  ", cells)).TrimEnd());
        }
    }
}
