using System.Globalization;
using System.IO.Compression;
using CsvHelper;
using CsvHelper.Configuration;
using DistributedDL.Cli.CommandLine;

namespace DistributedDL.Cli.Examples;

/// <summary>The examples of a CSV file, plain or gzipped, row by row.</summary>
internal sealed class ExampleFile : IDisposable
{
    private readonly CsvParser parser;
    private readonly string path;
    private readonly ExampleColumns columns;

    private ExampleFile(string path, CsvParser parser, ExampleColumns columns) => (this.path, this.parser, this.columns) = (path, parser, columns);

    /// <summary>Line of the row that was read last, from 1.</summary>
    public int Line => parser.RawRow;

    /// <exception cref="CommandFailedException">The file is missing or empty, or its columns do not fit.</exception>
    public static ExampleFile Open(string path, IReadOnlyList<string> featureNames, int width, string? target)
    {
        InputFiles.Require(path);
        var parser = new CsvParser(Reader(path), new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null });
        try
        {
            if (!parser.Read()) throw new CommandFailedException($"{path} is empty");
            return new ExampleFile(path, parser, ExampleColumns.Of(path, Cells(parser), featureNames, width, target));
        }
        catch
        {
            parser.Dispose();
            throw;
        }
    }

    /// <exception cref="CommandFailedException">Names file, line and column of what cannot be read.</exception>
    public IEnumerable<ExampleRow> Rows()
    {
        var more = !columns.HasHeader || parser.Read();
        for (; more; more = parser.Read()) yield return Row(Cells(parser));
    }

    private ExampleRow Row(string[] cells)
    {
        if (cells.Length != columns.Names.Count)
            throw new CommandFailedException($"{path}, line {Line}: {cells.Length} columns; the first row has {columns.Names.Count}");
        var features = new float[columns.Features.Length];
        for (var i = 0; i < features.Length; i++)
        {
            var cell = cells[columns.Features[i]];
            if (!float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out features[i]) || !float.IsFinite(features[i]))
                throw new CommandFailedException($"{path}, line {Line}, column '{columns.Names[columns.Features[i]]}': '{cell}' is not a finite number");
        }
        return new ExampleRow(Line, features, columns.Target < 0 ? "" : cells[columns.Target].Trim());
    }

    private static string[] Cells(CsvParser parser) => parser.Record!;

    private static StreamReader Reader(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        Span<byte> magic = stackalloc byte[2];
        var zipped = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic is [0x1f, 0x8b];
        file.Position = 0;
        return new StreamReader(zipped ? new GZipStream(file, CompressionMode.Decompress) : file);
    }

    public void Dispose() => parser.Dispose();
}
