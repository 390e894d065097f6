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
        using var decoder = new ImageDecoder(input.Spec);
        var tally = new TargetTally(TargetKind.Class, TargetName, input.Spec.TestRows, input.Faults);
        var scan = new ImageScan(input, tally, decoder);
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
        var encoder = tally.Resolve();
        return new ScannedExamples(scan.Form!.Schema, encoder.Schema,
            [.. scan.Parts.Select(part => encoder.Part(part.Part, token => Read(input, part.File, part.Images, scan.Form, encoder, token)))], scan.Skipped);
    }

    private static async IAsyncEnumerable<ImportedExample> Read(
        ImportInput input, UploadedFile file, List<ImageEntry> images, ImageForm form, TargetEncoder encoder, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var decoder = new ImageDecoder(input.Spec);
        using var archive = await ImageArchive.Open(input, file, cancellation);
        var features = new byte[form.SizeBytes];
        foreach (var image in images)
        {
            decoder.Decode((await archive.Read(image, cancellation)).Span);
            decoder.CopyTo(features);
            yield return new ImportedExample(features, encoder.Encode(Encoding.UTF8.GetBytes(image.Label)));
        }
    }
}
