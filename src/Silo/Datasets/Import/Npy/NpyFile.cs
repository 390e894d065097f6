using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets.Import.Npy;

/// <summary>An uploaded array whose header has been read.</summary>
public sealed record NpyFile(UploadedFile File, NpyHeader Header)
{
    /// <summary>Targets are one number an example: <c>[n]</c>, or <c>[n, 1]</c> in a file named for targets or labels.</summary>
    public bool HoldsTargets => Header.Sizes.Count == 1 || (Header.Sizes is [_, 1] && (Named("target") || Named("label") || Named("y")));

    /// <returns>Null when the faults say why it cannot be read.</returns>
    public static async Task<NpyFile?> Open(ImportInput input, UploadedFile file, CancellationToken cancellation)
    {
        try
        {
            await using var stream = await input.Open(file, cancellation);
            return new NpyFile(file, await NpyHeader.Read(stream, cancellation));
        }
        catch (InvalidDataException e)
        {
            input.Faults.Add(file.FileName, e.Message);
            return null;
        }
    }

    private bool Named(string with) => File.FileName.StartsWith(with, StringComparison.OrdinalIgnoreCase);
}
