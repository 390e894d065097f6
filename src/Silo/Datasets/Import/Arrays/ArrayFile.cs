using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets.Import.Arrays;

/// <summary>An uploaded array whose header has been read.</summary>
public sealed record ArrayFile(IArrayForm Form, UploadedFile File, ArrayHeader Header)
{
    public string Name => File.FileName;

    public bool HoldsTargets => Form.HoldsTargets(Name, Header);

    /// <returns>Null when the faults say why it cannot be read.</returns>
    public static async Task<ArrayFile?> Open(IArrayForm form, ImportInput input, UploadedFile file, CancellationToken cancellation)
    {
        try
        {
            await using var stream = await input.Open(file, cancellation);
            return new ArrayFile(form, file, await form.ReadHeader(stream, cancellation));
        }
        catch (InvalidDataException e)
        {
            input.Faults.Add(file.FileName, e.Message);
            return null;
        }
    }
}
