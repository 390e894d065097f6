namespace DistributedDL.Silo.Datasets.Import.Arrays;

/// <summary>An element type of stored arrays.</summary>
/// <param name="Name">As the form calls it.</param>
/// <param name="IsByte">Unsigned bytes, which are stored as they are.</param>
/// <param name="Read">Reads one element in the byte order of the form.</param>
public sealed record ArrayType(string Name, int SizeBytes, bool IsByte, ArrayType.Reader Read)
{
    public delegate double Reader(ReadOnlySpan<byte> element);
}
