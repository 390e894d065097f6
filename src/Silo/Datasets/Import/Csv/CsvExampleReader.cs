using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CsvHelper;
using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets.Import.Csv;

/// <summary>
/// Comma-separated rows (RFC 4180) of numbers, with one column as the target. UTF-8, or UTF-16 and UTF-32 with a byte order mark.
/// Where the spec leaves it open, the first row is a header when no cell of it reads as a number.
/// </summary>
public sealed class CsvExampleReader : IExampleReader
{
    public DataFormat Format => DataFormat.Csv;

    public async Task<ScannedExamples?> Scan(ImportInput input, CancellationToken cancellation)
    {
        if (input.Files is not [var file])
        {
            input.Faults.Add("files", $"{input.Files.Count} files were given; a CSV import reads one");
            return null;
        }
        try
        {
            return await Scan(input, file, cancellation);
        }
        catch (CsvFormatException e)
        {
            input.Faults.Add(file.FileName, $"row {e.LineNumber}: longer than {CsvRows.MaxRowBytes} bytes; is a quote never closed?");
        }
        catch (InvalidDataException e)
        {
            input.Faults.Add(file.FileName, e.Message);
        }
        return null;
    }

    private static async Task<ScannedExamples?> Scan(ImportInput input, UploadedFile file, CancellationToken cancellation)
    {
        await using var rows = await CsvRows.Open(input, file, input.Faults, cancellation);
        if (!await rows.Read(cancellation))
        {
            input.Faults.Add(file.FileName, "the file is empty");
            return null;
        }
        var hasHeader = input.Spec.HasHeader ?? rows.HasNoNumber;
        var layout = CsvLayout.Resolve(input.Spec, file, rows.Texts(), hasHeader, input.Faults);
        if (layout is null) return null;

        var tally = new TargetTally(input.Spec.Target, layout.TargetName, input.Spec.TestRows, input.Faults);
        var part = tally.Begin(null, file.FileName);
        var check = new CsvRowCheck(layout, file.FileName, input.Faults);
        var any = !hasHeader;
        if (!hasHeader) check.Check(rows, part, tally);
        while (await rows.Read(cancellation))
        {
            any = true;
            check.Check(rows, part, tally);
        }
        if (!any) input.Faults.Add(file.FileName, "the file has a header only, and no example");
        var encoder = tally.Resolve();
        return new ScannedExamples(layout.Schema, encoder.Schema, [encoder.Part(part, token => Read(input, file, layout, encoder, token))]);
    }

    private static async IAsyncEnumerable<ImportedExample> Read(
        ImportInput input, UploadedFile file, CsvLayout layout, TargetEncoder encoder, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var rows = await CsvRows.Open(input, file, null, cancellation);
        var features = new byte[layout.Features.Count * sizeof(float)];
        if (layout.HasHeader) await rows.Read(cancellation);
        while (await rows.Read(cancellation))
        {
            rows.CopyNumbers(layout.Features, MemoryMarshal.Cast<byte, float>(features.AsSpan()));
            yield return new ImportedExample(features, encoder.Encode(rows.Cell(layout.Target)));
        }
    }
}
