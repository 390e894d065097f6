using System.Buffers.Binary;
using System.Text;

namespace DistributedDL.Learning.Tests.Native;

internal static class AlteredBytes
{
    /// <summary>A copy in which every NUL-terminated <paramref name="from"/> reads <paramref name="to"/>, of the same length.</summary>
    internal static byte[] Renamed(this byte[] content, string from, string to)
    {
        Assert.Equal(from.Length, to.Length);
        var copy = (byte[])content.Clone();
        var pattern = Encoding.ASCII.GetBytes(from + "\0");
        for (var at = copy.AsSpan().IndexOf(pattern); at >= 0; at = copy.AsSpan().IndexOf(pattern))
            Encoding.ASCII.GetBytes(to).CopyTo(copy, at);
        return copy;
    }

    internal static byte[] With(this byte[] content, ulong offset, ulong value)
    {
        var copy = (byte[])content.Clone();
        BinaryPrimitives.WriteUInt64LittleEndian(copy.AsSpan((int)offset), value);
        return copy;
    }

    internal static byte[] With(this byte[] content, int offset, byte value)
    {
        var copy = (byte[])content.Clone();
        copy[offset] = value;
        return copy;
    }
}
