using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets.Import.Idx;

/// <summary>An uploaded IDX file whose header has been read.</summary>
/// <param name="Split">The split that its name tells of, or null.</param>
public sealed record IdxFile(UploadedFile File, IdxHeader Header, string? Split)
{
    public bool HoldsLabels => Header.Sizes.Count == 1;

    /// <returns>Null when the faults say why it cannot be read.</returns>
    public static async Task<IdxFile?> Open(ImportInput input, UploadedFile file, CancellationToken cancellation)
    {
        try
        {
            await using var stream = await input.Open(file, cancellation);
            return new IdxFile(file, await IdxHeader.Read(stream, cancellation), file.Split ?? SplitOf(file.FileName));
        }
        catch (InvalidDataException e)
        {
            input.Faults.Add(file.FileName, e.Message);
            return null;
        }
    }

    /// <summary>MNIST calls its test files <c>t10k</c>.</summary>
    private static string? SplitOf(string name) =>
        Begins(name, "train") ? Contracts.Datasets.Split.Train
        : Begins(name, "t10k") || Begins(name, "test") ? Contracts.Datasets.Split.Test
        : Begins(name, "val") ? Contracts.Datasets.Split.Validation
        : null;

    private static bool Begins(string name, string with) => name.StartsWith(with, StringComparison.OrdinalIgnoreCase);
}
