using System.Globalization;
using System.Runtime.CompilerServices;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Silo.Datasets.Import.Arrays;

/// <summary>
/// Arrays: a file of features with a file of targets, for all examples or for each split. Unsigned bytes are stored as they are,
/// everything else as 32-bit floats.
/// </summary>
public sealed class ArrayExampleReader(IArrayForm form) : IExampleReader
{
    public DataFormat Format => form.Format;

    public async Task<ScannedExamples?> Scan(ImportInput input, CancellationToken cancellation)
    {
        var files = new List<ArrayFile>();
        foreach (var file in input.Files)
            if (await ArrayFile.Open(form, input, file, cancellation) is { } opened) files.Add(opened);
        if (input.Faults.Found > 0) return null;
        var pairs = ArrayPair.Match(files, input.Faults);
        if (input.Faults.Found > 0) return null;

        var tally = new TargetTally(input.Spec.Target, form.TargetName, input.Spec.TestRows, input.Faults);
        var parts = new List<(PartTally Part, ArrayPair Pair)>();
        var bytes = input.Spec.Normalise is Normalisation.None && pairs.All(pair => pair.Features.Header.Type.IsByte);
        foreach (var pair in pairs)
        {
            var part = tally.Begin(pair.Split, pair.Targets.File.FileName);
            await ScanFile(input, pair.Targets, (index, target) => AddTarget(tally, part, pair.Targets.Header.Type, index, target), cancellation);
            await ScanFile(input, pair.Features, bytes ? null : FindNotFinite(input, pair.Features), cancellation);
            parts.Add((part, pair));
        }
        var encoder = tally.Resolve();
        var schema = new FeatureSchema(pairs[0].Features.Header.Shape, bytes ? ElementType.U8 : ElementType.F32, []);
        return new ScannedExamples(schema, encoder.Schema,
            [.. parts.Select(scanned => encoder.Part(scanned.Part, token => Read(input, scanned.Pair, bytes, encoder, token)))]);
    }

    private static async Task ScanFile(ImportInput input, ArrayFile file, Action<long, ReadOnlyMemory<byte>>? see, CancellationToken cancellation)
    {
        try
        {
            await using var elements = await ArrayElements.Open(input, file, cancellation);
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

    private static Action<long, ReadOnlyMemory<byte>> FindNotFinite(ImportInput input, ArrayFile file)
    {
        var singles = new byte[file.Header.Width * sizeof(float)];
        return (index, example) =>
        {
            if (ArrayElements.ToSingles(file.Header.Type, example.Span, singles) is >= 0 and var at)
                input.Faults.Add(file.File.FileName, $"example {index}, number {at} (both counted from 0): not a finite 32-bit number");
        };
    }

    private static void AddTarget(TargetTally tally, PartTally part, ArrayType type, long index, ReadOnlyMemory<byte> target)
    {
        Span<byte> text = stackalloc byte[32];
        tally.Add(part, index + 1, text[..WriteText(type, target.Span, text)]);
    }

    private static int WriteText(ArrayType type, ReadOnlySpan<byte> target, Span<byte> text)
    {
        type.Read(target).TryFormat(text, out var written, "R", CultureInfo.InvariantCulture);
        return written;
    }

    private static async IAsyncEnumerable<ImportedExample> Read(
        ImportInput input, ArrayPair pair, bool bytes, TargetEncoder encoder, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var features = await ArrayElements.Open(input, pair.Features, cancellation);
        await using var targets = await ArrayElements.Open(input, pair.Targets, cancellation);
        var singles = bytes ? [] : new byte[pair.Features.Header.Width * sizeof(float)];
        var text = new byte[32];
        for (var i = 0L; i < pair.Features.Header.Examples; i++)
        {
            var example = await features.Next(i, cancellation);
            if (!bytes) ArrayElements.ToSingles(pair.Features.Header.Type, example.Span, singles);
            var target = await targets.Next(i, cancellation);
            var length = WriteText(pair.Targets.Header.Type, target.Span, text);
            yield return new ImportedExample(bytes ? example : singles, encoder.Encode(text.AsSpan(0, length)));
        }
    }
}
