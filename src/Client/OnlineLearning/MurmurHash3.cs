using System.Buffers.Binary;
using System.Numerics;

namespace DistributedDL.Client.OnlineLearning;

/// <summary>MurmurHash3, x86, 32 bits, by Austin Appleby (public domain), as scikit-learn uses it; no package that is kept has it.</summary>
internal static class MurmurHash3
{
    private const uint C1 = 0xcc9e2d51, C2 = 0x1b873593;

    public static int Hash(ReadOnlySpan<byte> data, uint seed = 0)
    {
        var hash = seed;
        var rest = data;
        for (; rest.Length >= 4; rest = rest[4..])
            hash = BitOperations.RotateLeft(hash ^ Mix(BinaryPrimitives.ReadUInt32LittleEndian(rest)), 13) * 5 + 0xe6546b64;
        var tail = 0u;
        for (var i = rest.Length - 1; i >= 0; i--) tail = tail << 8 | rest[i];
        if (rest.Length > 0) hash ^= Mix(tail);
        hash ^= (uint)data.Length;
        hash = (hash ^ hash >> 16) * 0x85ebca6b;
        hash = (hash ^ hash >> 13) * 0xc2b2ae35;
        return (int)(hash ^ hash >> 16);
    }

    private static uint Mix(uint block) => BitOperations.RotateLeft(block * C1, 15) * C2;
}
