using System.Buffers.Binary;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Silo.Datasets.Import.Arrays;

namespace DistributedDL.Silo.Datasets.Import.Idx;

/// <summary>The IDX form of MNIST: element type and sizes, then the elements, all big-endian (LeCun, Cortes, Burges: The MNIST database).</summary>
public sealed class IdxForm : IArrayForm
{
    public DataFormat Format => DataFormat.Idx;

    public string TargetName => "label";

    public async Task<ArrayHeader> ReadHeader(Stream from, CancellationToken cancellation)
    {
        var magic = new byte[4];
        var read = await from.ReadAtLeastAsync(magic, 4, throwOnEndOfStream: false, cancellation);
        if (read == 0) throw new InvalidDataException("the file is empty");
        if (read < 4 || magic[0] != 0 || magic[1] != 0)
            throw new InvalidDataException($"not an IDX file: it begins with {Convert.ToHexString(magic.AsSpan(0, read))}, not with 0000");
        var type = IdxTypes.Find(magic[2]);
        ArrayHeader.CheckDimensions(magic[3]);

        var bytes = new byte[4 * magic[3]];
        if (await from.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation) < bytes.Length)
            throw new InvalidDataException($"the file ends within its header, which names {magic[3]} dimensions");
        return ArrayHeader.Create(type, [.. Enumerable.Range(0, magic[3]).Select(i => (long)BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(4 * i)))]);
    }

    public bool HoldsTargets(string fileName, ArrayHeader header) => header.Sizes.Count == 1;

    /// <summary>MNIST calls its test files <c>t10k</c>.</summary>
    public string? SplitOf(string fileName) =>
        Begins(fileName, "train") ? Split.Train
        : Begins(fileName, "t10k") || Begins(fileName, "test") ? Split.Test
        : Begins(fileName, "val") ? Split.Validation
        : null;

    private static bool Begins(string name, string with) => name.StartsWith(with, StringComparison.OrdinalIgnoreCase);
}
