using System.Text;
using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets.Import.Images;

/// <summary>Decodes every image once, and keeps which are sound.</summary>
public sealed class ImageScan(ImportInput input, TargetTally tally, ImageDecoder decoder)
{
    private readonly List<(PartTally Part, UploadedFile File, List<ImageEntry> Images)> _parts = [];
    private string _formOf = "";

    /// <summary>Of the first sound image; the others must be alike.</summary>
    public ImageForm? Form { get; private set; }

    public long Skipped { get; private set; }

    public IReadOnlyList<(PartTally Part, UploadedFile File, List<ImageEntry> Images)> Parts => _parts;

    /// <exception cref="InvalidDataException">Not a zip, or one whose directory is damaged.</exception>
    public async Task Scan(UploadedFile file, CancellationToken cancellation)
    {
        using var archive = await ImageArchive.Open(input, file, cancellation);
        var images = archive.List(file.FileName, file.Split, input.Faults);
        foreach (var split in images.GroupBy(image => image.Split).OrderBy(group => Split.All.ToList().IndexOf(group.Key ?? "")))
        {
            var part = tally.Begin(split.Key, file.FileName);
            var sound = new List<ImageEntry>();
            foreach (var image in split)
            {
                if (!await Check(archive, file.FileName, image, cancellation)) continue;
                sound.Add(image);
                tally.Add(part, image.Index + 1, Encoding.UTF8.GetBytes(image.Label));
            }
            if (sound.Count > 0) _parts.Add((part, file, sound));
        }
    }

    private async Task<bool> Check(ImageArchive archive, string file, ImageEntry image, CancellationToken cancellation)
    {
        try
        {
            decoder.Decode((await archive.Read(image, cancellation)).Span);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            if (input.Spec.SkipCorrupt) Skipped++;
            else input.Faults.Add(file, $"'{image.Name}': {e.Message}");
            return false;
        }
        if (Form is null) (Form, _formOf) = (decoder.Form, image.Name);
        if (decoder.Form == Form) return true;
        input.Faults.Add(file, $"'{image.Name}' has {decoder.Form.Height}×{decoder.Form.Width} pixels, '{_formOf}' {Form.Height}×{Form.Width}; give image_size to bring them to one");
        return false;
    }
}
