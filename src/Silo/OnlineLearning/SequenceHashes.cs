using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>Hashes (XXH3, 64 bits) of the last numbered examples, by sequence number: a number that comes again is known to carry the same content, or not.</summary>
/// <param name="window">So many are kept; 0 for none. Memory grows with the examples up to 8 bytes each.</param>
internal sealed class SequenceHashes(int window)
{
    private const int LeastCapacity = 16;
    private ulong[] _hashes = [];

    /// <summary>The first and the last sequence number that are kept; none when the first is above the last.</summary>
    public (long First, long Last) Kept { get; private set; } = (1, 0);

    public static ulong Of(ReadOnlySpan<float> features, float target) =>
        XxHash3.HashToUInt64(MemoryMarshal.AsBytes(features), BitConverter.SingleToInt32Bits(target));

    /// <summary>Examples are added in order without gaps; a number that does not follow begins anew.</summary>
    public void Add(long sequence, ulong hash)
    {
        if (window == 0) return;
        if (sequence != Kept.Last + 1) Kept = (sequence, sequence - 1);
        var count = Kept.Last - Kept.First + 1;
        if (count == _hashes.Length && count < window) Grow();
        _hashes[sequence % _hashes.Length] = hash;
        Kept = (Math.Max(Kept.First, sequence - _hashes.Length + 1), sequence);
    }

    /// <returns>False where the number is known with another hash; true also where it is beyond the window.</returns>
    public bool Matches(long sequence, ulong hash) =>
        sequence < Kept.First || sequence > Kept.Last || _hashes[sequence % _hashes.Length] == hash;

    /// <returns>Of <see cref="Kept"/>, in order.</returns>
    public ulong[] ToArray()
    {
        var kept = new ulong[Kept.Last - Kept.First + 1];
        for (var i = 0; i < kept.Length; i++) kept[i] = _hashes[(Kept.First + i) % _hashes.Length];
        return kept;
    }

    private void Grow()
    {
        var grown = new ulong[Math.Min(window, Math.Max(LeastCapacity, _hashes.Length * 2))];
        for (var sequence = Kept.First; sequence <= Kept.Last; sequence++) grown[sequence % grown.Length] = _hashes[sequence % _hashes.Length];
        _hashes = grown;
    }
}
