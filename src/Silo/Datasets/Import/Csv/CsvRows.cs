using System.Globalization;
using System.Text;
using CsvHelper;
using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets.Import.Csv;

/// <summary>The rows of a CSV file, one after the other.</summary>
public sealed class CsvRows : IAsyncDisposable
{
    /// <summary>A longer row is refused: a quote that is never closed must not read the rest of a file into memory.</summary>
    public const int MaxRowBytes = 16 << 20;

    private readonly CsvReader _reader;

    private CsvRows(CsvReader reader) => _reader = reader;

    /// <param name="faults">Gets the rows with wrong quoting; null when they are known to be sound.</param>
    public static async Task<CsvRows> Open(ImportInput input, UploadedFile file, FaultList? faults, CancellationToken cancellation)
    {
        var options = new CsvReaderOptions
        {
            HasHeader = false,
            Separator = ',',
            TrimWhitespace = true,
            TrackLineNumbers = true,
            MaxRecordSize = MaxRowBytes,
            OnMalformedRecord = faults is null ? null : record =>
                faults.Add(file.FileName, $"row {record.LineNumber}: {Describe(record.Reason)}"),
        };
        return new CsvRows(CsvReader.Create(await input.Open(file, cancellation), options, leaveOpen: false));
    }

    /// <summary>The line of the file where the row begins, from 1, as an editor shows it.</summary>
    public long Line => _reader.LineNumber;

    public int Columns => _reader.FieldCount;

    /// <summary>Goes to the next row that is not blank.</summary>
    public async ValueTask<bool> Read(CancellationToken cancellation)
    {
        while (await _reader.ReadAsync(cancellation))
            if (_reader.FieldCount > 1 || !_reader.GetSpan(0).IsEmpty) return true;
        return false;
    }

    /// <summary>UTF-8 text of a cell, without quotes and surrounding blanks; valid until the next read.</summary>
    public ReadOnlySpan<byte> Cell(int column) => _reader.GetSpan(column);

    /// <returns>False when the cell is not a finite 32-bit number.</returns>
    public bool TryNumber(int column, out float value) =>
        float.TryParse(Cell(column), NumberStyles.Float, CultureInfo.InvariantCulture, out value) && float.IsFinite(value);

    /// <summary>Reads columns that are known to hold finite numbers.</summary>
    public void CopyNumbers(IReadOnlyList<int> columns, Span<float> numbers)
    {
        for (var i = 0; i < columns.Count; i++) TryNumber(columns[i], out numbers[i]);
    }

    public IReadOnlyList<string> Texts() => [.. Enumerable.Range(0, Columns).Select(Text)];

    public string Text(int column) => Encoding.UTF8.GetString(Cell(column));

    /// <summary>No cell reads as a number, not even as NaN: such a row cannot be an example, so it names the columns.</summary>
    public bool HasNoNumber => !Enumerable.Range(0, Columns).Any(i => float.TryParse(Cell(i), NumberStyles.Float, CultureInfo.InvariantCulture, out _));

    public async ValueTask DisposeAsync() => await _reader.DisposeAsync();

    private static string Describe(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.StrayQuote => "a quote inside a cell that does not begin with one",
        CsvMalformedReason.TextAfterClosingQuote => "text after the closing quote of a cell",
        CsvMalformedReason.UnterminatedQuote => "a quote that opens here is never closed",
        _ => $"wrong quoting ({reason})",
    };
}
