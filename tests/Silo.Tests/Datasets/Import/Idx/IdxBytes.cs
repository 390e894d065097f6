using System.Buffers.Binary;

namespace DistributedDL.Silo.Tests.Datasets.Import.Idx;

/// <summary>Writes IDX files.</summary>
public static class IdxBytes
{
    public static byte[] File(byte type, int[] sizes, params byte[] data)
    {
        var bytes = new byte[4 + 4 * sizes.Length + data.Length];
        bytes[2] = type;
        bytes[3] = (byte)sizes.Length;
        for (var i = 0; i < sizes.Length; i++) BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 + 4 * i), sizes[i]);
        data.CopyTo(bytes, 4 + 4 * sizes.Length);
        return bytes;
    }

    public static byte[] Labels(params byte[] labels) => File(0x08, [labels.Length], labels);

    /// <summary>Images of 2×2 bytes with the values 0, 1, 2, … one after the other.</summary>
    public static byte[] Images(int count) => File(0x08, [count, 2, 2], [.. Enumerable.Range(0, 4 * count).Select(i => (byte)i)]);
}
