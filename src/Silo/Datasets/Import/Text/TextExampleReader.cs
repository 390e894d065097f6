using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Silo.Datasets.Import.Text;

/// <summary>
/// Text as windows of tokens: features <c>[steps]</c> are class indices of tokens, the target is the class of the token after them,
/// or, asked for each step, those of the tokens after each: the window moved on by one.
/// The labels are the vocabulary. Indices are stored as unsigned bytes where they fit, else as 32-bit floats. Windows do not cross files.
/// </summary>
public sealed class TextExampleReader : IExampleReader
{
    private const string TargetName = "next";

    public DataFormat Format => DataFormat.Text;

    public async Task<ScannedExamples?> Scan(ImportInput input, CancellationToken cancellation)
    {
        if (input.Spec.Target is TargetKind.Value) input.Faults.Add("target", "the tokens of a text are classes, never values");
        var tokens = new TextTokens(input.Spec);
        var parts = new List<(PartTally Part, UploadedFile File)>();
        foreach (var file in input.Files)
        {
            var part = new PartTally(file.Split, file.FileName, input.Spec.TestRows);
            if (await Count(input, file, tokens, part, cancellation)) parts.Add((part, file));
        }
        if (input.Faults.Found > 0) return null;
        var vocabulary = new TextVocabulary(tokens.Tokens);
        var type = vocabulary.FitsBytes ? ElementType.U8 : ElementType.F32;
        return new ScannedExamples(
            new FeatureSchema([input.Spec.WindowSteps], type, []) { Vocabulary = vocabulary.Labels },
            new TargetSchema(TargetName, TargetKind.Class, vocabulary.Labels) { Shape = TargetWindow.Shape(input.Spec) },
            [.. parts.Select(scanned => Part(input, scanned.Part, scanned.File, tokens, vocabulary))]);
    }

    private static async Task<bool> Count(ImportInput input, UploadedFile file, TextTokens tokens, PartTally part, CancellationToken cancellation)
    {
        var (steps, stride) = (input.Spec.WindowSteps, Math.Max(1, input.Spec.WindowStride));
        var seen = 0L;
        try
        {
            await using var stream = await input.Open(file, cancellation);
            await foreach (var code in tokens.Read(stream, cancellation))
                if (SlidingWindow.IsTarget(seen++, steps, stride)) part.Count(code);
        }
        catch (InvalidDataException e)
        {
            input.Faults.Add(file.FileName, e.Message);
            return false;
        }
        if (part.Examples == 0) input.Faults.Add("window_steps", $"{steps} steps and the target after them are longer than '{file.FileName}', which has {seen} tokens");
        return part.Examples > 0;
    }

    private static ScannedPart Part(ImportInput input, PartTally part, UploadedFile file, TextTokens tokens, TextVocabulary vocabulary)
    {
        var (all, tail) = part.ByClass([.. tokens.Tokens.Select(vocabulary.ClassOf)], vocabulary.Labels.Count);
        return new ScannedPart(part.Split, part.Examples, all, tail, token => Read(input, file, vocabulary, token));
    }

    private static async IAsyncEnumerable<ImportedExample> Read(
        ImportInput input, UploadedFile file, TextVocabulary vocabulary, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var tokens = new TextTokens(input.Spec);
        var byCode = new List<int>();
        var cell = new byte[vocabulary.FitsBytes ? 1 : sizeof(float)];
        var window = new SlidingWindow(input.Spec.WindowSteps, Math.Max(1, input.Spec.WindowStride), cell.Length);
        var targets = TargetWindow.Create(input.Spec);
        await using var stream = await input.Open(file, cancellation);
        await foreach (var code in tokens.Read(stream, cancellation))
        {
            if (code == byCode.Count) byCode.Add(vocabulary.ClassOf(tokens.Tokens[code]));
            targets?.Add(byCode[code]);
            if (window.NextIsTarget) yield return new ImportedExample(window.Features, byCode[code], targets?.Last ?? default);
            if (vocabulary.FitsBytes) cell[0] = (byte)byCode[code];
            else BinaryPrimitives.WriteSingleLittleEndian(cell, byCode[code]);
            window.Add(cell);
        }
    }
}
