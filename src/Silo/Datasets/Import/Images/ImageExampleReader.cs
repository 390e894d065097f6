using System.Runtime.CompilerServices;
using System.Text;
using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets.Import.Images;

/// <summary>
/// Zips of images. The folder of an image is its label; where all images lie in top folders named for splits
/// (<c>train</c>, <c>training_set</c>, <c>validation</c>, <c>test</c>, … in any case), those are the splits. A folder that holds everything is passed over.
/// </summary>
public sealed class ImageExampleReader : IExampleReader
{
    private const string TargetName = "label";

    public DataFormat Format => DataFormat.Images;

    public async Task<ScannedExamples?> Scan(ImportInput input, CancellationToken cancellation)
    {
        if (input.Spec.Target is TargetKind.Value) input.Faults.Add("target", "the labels of images are classes, never values");
        var spool = await ImageSpool.Create(input.Blobs, $"{input.Files[0].Blob}.pixels", cancellation);
        try
        {
            if (await Scan(input, spool, cancellation) is { } scanned) return scanned;
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }
        await spool.DisposeAsync();
        return null;
    }

    private static async Task<ScannedExamples?> Scan(ImportInput input, ImageSpool spool, CancellationToken cancellation)
    {
        var tally = new TargetTally(TargetKind.Class, TargetName, input.Spec.TestRows, input.Faults);
        var scan = new ImageScan(input, tally, spool);
        foreach (var file in input.Files)
        {
            try
            {
                await scan.Scan(file, cancellation);
            }
            catch (InvalidDataException e)
            {
                input.Faults.Add(file.FileName, $"not a sound zip: {e.Message}");
            }
        }
        if (scan.Form is null && input.Faults.Found == 0) input.Faults.Add(input.Files[0].FileName, $"none of its {scan.Skipped} images can be decoded");
        if (input.Faults.Found > 0) return null;
        await spool.Complete(cancellation);
        var encoder = tally.Resolve();
        return new ScannedExamples(scan.Form!.Schema, encoder.Schema,
            [.. scan.Parts.Select(part => encoder.Part(part.Tally, token => Read(spool, part, scan.Form, encoder, token)))], scan.Skipped) { Kept = spool };
    }

    private static async IAsyncEnumerable<ImportedExample> Read(
        ImageSpool spool, ImagePart part, ImageForm form, TargetEncoder encoder, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var next = 0;
        await foreach (var pixels in spool.Read(part.First, part.Labels.Count, form.SizeBytes, cancellation))
            yield return new ImportedExample(pixels, encoder.Encode(Encoding.UTF8.GetBytes(part.Labels[next++])));
    }
}
