using System.Text;
using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets.Import.Images;

/// <summary>Decodes every image, once, and keeps the pixels of those that are sound.</summary>
public sealed class ImageScan(ImportInput input, TargetTally tally, ImageSpool spool)
{
    private readonly ImageDecoder _decoder = new(input.Spec);
    private readonly List<ImagePart> _parts = [];
    private string _formOf = "";

    /// <summary>Of the first sound image; the others must be alike.</summary>
    public ImageForm? Form { get; private set; }

    public long Skipped { get; private set; }

    public IReadOnlyList<ImagePart> Parts => _parts;

    /// <exception cref="InvalidDataException">Not a zip, or one whose directory is damaged.</exception>
    public async Task Scan(UploadedFile file, CancellationToken cancellation)
    {
        using var archive = await ImageArchive.Open(input, file, cancellation);
        var images = archive.List(file.FileName, file.Split, input.Faults);
        var decoding = new ParallelDecoding(archive, _decoder);
        foreach (var split in images.GroupBy(image => image.Split).OrderBy(group => Split.All.ToList().IndexOf(group.Key ?? "")))
        {
            var (part, first, labels) = (tally.Begin(split.Key, file.FileName), spool.Images, new List<string>());
            await foreach (var outcome in decoding.Run(split, cancellation))
            {
                using var decoded = outcome.Decoded;
                if (!IsSound(file.FileName, outcome)) continue;
                labels.Add(outcome.Image.Label);
                tally.Add(part, outcome.Image.Index + 1, Encoding.UTF8.GetBytes(outcome.Image.Label));
                // With a fault there will be no second pass.
                if (input.Faults.Found == 0) await spool.Add(decoded!.Pixels, cancellation);
            }
            if (labels.Count > 0) _parts.Add(new ImagePart(part, first, labels));
        }
    }

    private bool IsSound(string file, DecodeOutcome outcome)
    {
        if (outcome.Decoded is not { Form: var form })
        {
            if (input.Spec.SkipCorrupt) Skipped++;
            else input.Faults.Add(file, $"'{outcome.Image.Name}': {outcome.Fault}");
            return false;
        }
        if (Form is null) (Form, _formOf) = (form, outcome.Image.Name);
        if (form == Form) return true;
        input.Faults.Add(file, $"'{outcome.Image.Name}' has {form.Height}×{form.Width} pixels, '{_formOf}' {Form.Height}×{Form.Width}; give image_size to bring them to one");
        return false;
    }
}
