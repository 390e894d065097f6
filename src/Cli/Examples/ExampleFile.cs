using System.Globalization;
using System.IO.Compression;
using CsvHelper;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Cli.Examples;

/// <summary>The examples of a CSV file, plain or gzipped, row by row.</summary>
internal sealed class ExampleFile : IDisposable
{
    private readonly FileStream _file;
    private readonly CsvReader _reader;
    private readonly string _path;
    private readonly ExampleColumns _columns;
    private readonly int _hashedWidth;
    private readonly FeatureHasher? _hasher;

    private ExampleFile(FileStream file, string path, CsvReader reader, ExampleColumns columns, int hashedWidth)
    {
        (_file, _path, _reader, _columns, _hashedWidth) = (file, path, reader, columns, hashedWidth);
        if (hashedWidth > 0) _hasher = new FeatureHasher(hashedWidth);
    }

    /// <summary>Bytes read so far, out of <see cref="Length"/>.</summary>
    public long Position => _file.Position;

    public long Length => _file.Length;

    /// <summary>Line of the row that was read last, from 1.</summary>
    public int Line => (int)_reader.LineNumber;

    /// <param name="width">Numbers of one example, the hashed among them.</param>
    /// <exception cref="CommandFailedException">The file is missing or empty, or its columns do not fit.</exception>
    public static ExampleFile Open(string path, IReadOnlyList<string> featureNames, int width, string? target, Hashing? hashing = null)
    {
        hashing ??= new Hashing();
        InputFiles.Require(path);
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var reader = CsvReader.Create(Plain(file), new CsvReaderOptions { HasHeader = false, Separator = ',', TrimWhitespace = true, TrackLineNumbers = true }, leaveOpen: false);
        try
        {
            if (!ReadRow(reader)) throw new CommandFailedException($"{path} is empty");
            return new ExampleFile(file, path, reader, ExampleColumns.Of(path, Cells(reader), featureNames, width - hashing.Width, target, hashing.Columns), hashing.Width);
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <exception cref="CommandFailedException">Names file, line and column of what cannot be read.</exception>
    public IEnumerable<ExampleRow> Rows()
    {
        var more = !_columns.HasHeader || ReadRow(_reader);
        for (; more; more = ReadRow(_reader)) yield return Row(Cells(_reader));
    }

    private ExampleRow Row(string[] cells)
    {
        if (cells.Length != _columns.Names.Count)
            throw new CommandFailedException($"{_path}, line {Line}: {cells.Length} columns; the first row has {_columns.Names.Count}");
        var features = new float[_columns.Features.Length + _hashedWidth];
        for (var i = 0; i < _columns.Features.Length; i++)
        {
            var cell = cells[_columns.Features[i]];
            if (!float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out features[i]) || !float.IsFinite(features[i]))
                throw new CommandFailedException($"{_path}, line {Line}, column '{_columns.Names[_columns.Features[i]]}': '{cell}' is not a finite number");
        }
        foreach (var column in _columns.Hashed) _hasher?.Add(_columns.Names[column], cells[column].Trim(), features.AsSpan(_columns.Features.Length));
        return new ExampleRow(Line, features, _columns.Target < 0 ? "" : cells[_columns.Target].Trim());
    }

    private static bool ReadRow(CsvReader reader)
    {
        while (reader.Read())
            if (reader.FieldCount > 1 || reader.GetString(0).Length > 0) return true;
        return false;
    }

    private static string[] Cells(CsvReader reader) => [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)];

    private static Stream Plain(FileStream file)
    {
        Span<byte> magic = stackalloc byte[2];
        var zipped = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic is [0x1f, 0x8b];
        file.Position = 0;
        return zipped ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    public void Dispose() => _reader.Dispose();
}
