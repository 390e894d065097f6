using System.Globalization;
using System.Runtime.CompilerServices;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Silo.Datasets.Import.Idx;

/// <summary>
/// The IDX form of MNIST: a file of features (two dimensions and more) with a file of labels (one dimension), for all examples or
/// for each split. Unsigned bytes are stored as they are, everything else as 32-bit floats.
/// </summary>
public sealed class IdxExampleReader : IExampleReader
{
    private const string TargetName = "label";

    public DataFormat Format => DataFormat.Idx;

    public async Task<ScannedExamples?> Scan(ImportInput input, CancellationToken cancellation)
    {
        IdxSpecRules.Check(input.Spec, input.Faults);
        var files = new List<IdxFile>();
        foreach (var file in input.Files)
            if (await IdxFile.Open(input, file, cancellation) is { } opened) files.Add(opened);
        if (input.Faults.Found > 0) return null;
        var pairs = IdxPair.Match(files, input.Faults);
        if (input.Faults.Found > 0) return null;

        var tally = new TargetTally(input.Spec.Target, TargetName, input.Spec.TestRows, input.Faults);
        var parts = new List<(PartTally Part, IdxPair Pair)>();
        var bytes = pairs.All(pair => pair.Features.Header.Type.IsByte);
        foreach (var pair in pairs)
        {
            var part = tally.Begin(pair.Split, pair.Labels.File.FileName);
            await ScanFile(input, pair.Labels, (index, label) => AddLabel(tally, part, pair.Labels.Header.Type, index, label), cancellation);
            await ScanFile(input, pair.Features, bytes ? null : FindNotFinite(input, pair.Features), cancellation);
            parts.Add((part, pair));
        }
        var encoder = tally.Resolve();
        var schema = new FeatureSchema([.. pairs[0].Features.Header.Shape], bytes ? ElementType.U8 : ElementType.F32, []);
        return new ScannedExamples(schema, encoder.Schema,
            [.. parts.Select(scanned => encoder.Part(scanned.Part, token => Read(input, scanned.Pair, bytes, encoder, token)))]);
    }

    private static async Task ScanFile(ImportInput input, IdxFile file, Action<long, ReadOnlyMemory<byte>>? see, CancellationToken cancellation)
    {
        try
        {
            await using var elements = await IdxElements.Open(input, file, cancellation);
            for (var i = 0L; i < file.Header.Examples; i++)
            {
                var example = await elements.Next(i, cancellation);
                see?.Invoke(i, example);
            }
            await elements.RequireEnd(cancellation);
        }
        catch (InvalidDataException e)
        {
            input.Faults.Add(file.File.FileName, e.Message);
        }
    }

    private static Action<long, ReadOnlyMemory<byte>> FindNotFinite(ImportInput input, IdxFile file)
    {
        var singles = new byte[file.Header.Width * sizeof(float)];
        return (index, example) =>
        {
            if (IdxElements.ToSingles(file.Header.Type, example.Span, singles) is >= 0 and var at)
                input.Faults.Add(file.File.FileName, $"example {index}, number {at} (both counted from 0): not a finite 32-bit number");
        };
    }

    private static void AddLabel(TargetTally tally, PartTally part, IdxType type, long index, ReadOnlyMemory<byte> label)
    {
        Span<byte> text = stackalloc byte[32];
        tally.Add(part, index + 1, text[..WriteText(type, label.Span, text)]);
    }

    private static int WriteText(IdxType type, ReadOnlySpan<byte> label, Span<byte> text)
    {
        type.Read(label).TryFormat(text, out var written, "R", CultureInfo.InvariantCulture);
        return written;
    }

    private static async IAsyncEnumerable<ImportedExample> Read(
        ImportInput input, IdxPair pair, bool bytes, TargetEncoder encoder, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var features = await IdxElements.Open(input, pair.Features, cancellation);
        await using var labels = await IdxElements.Open(input, pair.Labels, cancellation);
        var singles = bytes ? [] : new byte[pair.Features.Header.Width * sizeof(float)];
        var text = new byte[32];
        for (var i = 0L; i < pair.Features.Header.Examples; i++)
        {
            var example = await features.Next(i, cancellation);
            if (!bytes) IdxElements.ToSingles(pair.Features.Header.Type, example.Span, singles);
            var label = await labels.Next(i, cancellation);
            var length = WriteText(pair.Labels.Header.Type, label.Span, text);
            yield return new ImportedExample(bytes ? example : singles, encoder.Encode(text.AsSpan(0, length)));
        }
    }
}
