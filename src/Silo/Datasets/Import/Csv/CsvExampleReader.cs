using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CsvHelper;
using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets.Import.Csv;

/// <summary>
/// Comma-separated rows (RFC 4180) of numbers, with one column as the target. UTF-8, or UTF-16 and UTF-32 with a byte order mark.
/// Where the spec leaves it open, the first row is a header when no cell of it reads as a number. Each row is an example, or, with
/// windows, each stretch of rows with the target of the row after it, or of the row after each of its rows; windows do not cross files.
/// </summary>
public sealed class CsvExampleReader : IExampleReader
{
    public DataFormat Format => DataFormat.Csv;

    public async Task<ScannedExamples?> Scan(ImportInput input, CancellationToken cancellation)
    {
        if (input.Files.Count > 1 && input.Files.Select(file => file.Split).Distinct().Count() < input.Files.Count)
        {
            input.Faults.Add("files", $"{input.Files.Count} files were given; a CSV import reads one, or one for each split");
            return null;
        }
        var scan = new CsvScan(input);
        foreach (var file in input.Files)
        {
            try
            {
                await scan.Scan(file, cancellation);
            }
            catch (CsvFormatException e)
            {
                input.Faults.Add(file.FileName, $"row {e.LineNumber}: longer than {CsvRows.MaxRowBytes} bytes; is a quote never closed?");
            }
            catch (InvalidDataException e)
            {
                input.Faults.Add(file.FileName, e.Message);
            }
        }
        if (scan.Resolve() is not { } encoder) return null;
        var layout = scan.Layout!;
        return new ScannedExamples(layout.Schema, encoder.Schema with { Shape = TargetWindow.Shape(input.Spec) },
            [.. scan.Parts.Select(part => encoder.Part(part.Part, token => Read(input, part.File, layout, encoder, token)))])
        {
            TargetColumn = layout.WindowSteps > 0 ? layout.Features.Index().First(column => column.Item == layout.Target).Index : null,
        };
    }

    private static async IAsyncEnumerable<ImportedExample> Read(
        ImportInput input, UploadedFile file, CsvLayout layout, TargetEncoder encoder, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var rows = await CsvRows.Open(input, file, null, cancellation);
        var features = new byte[layout.Features.Count * sizeof(float)];
        var window = layout.WindowSteps > 0 ? new SlidingWindow(layout.WindowSteps, layout.WindowStride, features.Length) : null;
        var targets = TargetWindow.Create(input.Spec);
        if (layout.HasHeader) await rows.Read(cancellation);
        while (await rows.Read(cancellation))
        {
            if (window is null || targets is not null || window.NextIsTarget)
            {
                var target = encoder.Encode(rows.Cell(layout.Target));
                targets?.Add(target);
                if (window is null) rows.CopyNumbers(layout.Features, MemoryMarshal.Cast<byte, float>(features.AsSpan()));
                if (window is null || window.NextIsTarget) yield return new ImportedExample(window?.Features ?? features, target, targets?.Last ?? default);
            }
            if (window is null) continue;
            rows.CopyNumbers(layout.Features, MemoryMarshal.Cast<byte, float>(features.AsSpan()));
            window.Add(features);
        }
    }
}
