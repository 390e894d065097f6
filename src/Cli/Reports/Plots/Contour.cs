namespace DistributedDL.Cli.Reports.Plots;

/// <summary>Where a function on a grid is zero, by marching squares (Lorensen and Cline, "Marching Cubes", 1987, in two dimensions).</summary>
internal static class Contour
{
    /// <param name="columns">Points along a row.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="value">The function at point <c>row × columns + column</c>.</param>
    /// <returns>Pieces of the line in grid coordinates <c>(column, row)</c>.</returns>
    public static IEnumerable<((double Column, double Row) From, (double Column, double Row) To)> Lines(int columns, int rows, Func<int, double> value)
    {
        for (var row = 0; row + 1 < rows; row++)
        {
            for (var column = 0; column + 1 < columns; column++)
            {
                var i = row * columns + column;
                var crossings = Crossings(column, row, value(i), value(i + 1), value(i + columns + 1), value(i + columns));
                for (var pair = 0; pair + 1 < crossings.Count; pair += 2) yield return (crossings[pair], crossings[pair + 1]);
            }
        }
    }

    private static List<(double, double)> Crossings(int column, int row, double topLeft, double topRight, double bottomRight, double bottomLeft)
    {
        var found = new List<(double, double)>(4);
        if (Zero(topLeft, topRight) is { } top) found.Add((column + top, row));
        if (Zero(topRight, bottomRight) is { } right) found.Add((column + 1, row + right));
        if (Zero(bottomLeft, bottomRight) is { } bottom) found.Add((column + bottom, row + 1));
        if (Zero(topLeft, bottomLeft) is { } left) found.Add((column, row + left));
        return found;
    }

    private static double? Zero(double from, double to) => from < 0 == to < 0 ? null : from / (from - to);
}
