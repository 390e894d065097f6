using System.Globalization;

namespace DistributedDL.Silo.Datasets.Import.Csv;

/// <summary>Checks each row of a first pass and names every cell that is wrong.</summary>
public sealed class CsvRowCheck(CsvLayout layout, bool eachRowIsTarget, string file, FaultList faults)
{
    private long _row;

    public void Check(CsvRows rows, PartTally part, TargetTally tally)
    {
        if (rows.Columns != layout.Columns)
        {
            faults.Add(file, $"row {rows.Line} has {rows.Columns} {(rows.Columns == 1 ? "column" : "columns")}; {layout.Columns} are expected");
            return;
        }
        foreach (var column in layout.Features)
            if (!rows.TryNumber(column, out _)) faults.Add(file, Describe(rows, column));
        var row = _row++;
        if (layout.WindowSteps > 0)
        {
            if (SlidingWindow.IsTarget(row, layout.WindowSteps, layout.WindowStride) && rows.TryNumber(layout.Target, out _))
                tally.Add(part, rows.Line, rows.Cell(layout.Target));
            else if (eachRowIsTarget && rows.TryNumber(layout.Target, out _)) tally.See(part, rows.Line, rows.Cell(layout.Target));
        }
        else if (rows.Cell(layout.Target).IsEmpty) faults.Add(file, Describe(rows, layout.Target));
        else tally.Add(part, rows.Line, rows.Cell(layout.Target));
    }

    private string Describe(CsvRows rows, int column)
    {
        var place = $"row {rows.Line}, column '{layout.Names[column]}'";
        if (rows.Cell(column).IsEmpty) return $"{place}: the cell is empty";
        var text = rows.Text(column);
        var shown = text.Length <= 40 ? text : $"{text[..40]}…";
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            ? $"{place}: '{shown}' is not a finite 32-bit number"
            : $"{place}: '{shown}' is not a number";
    }
}
