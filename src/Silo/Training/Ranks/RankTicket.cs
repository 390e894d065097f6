using System.Security.Cryptography;

namespace DistributedDL.Silo.Training.Ranks;

/// <summary>What a rank of an attempt shows to the others, and what it asks of them. All but <paramref name="Rank"/> is equal on all ranks of an attempt.</summary>
/// <param name="Token">Random, of this attempt alone: who has it belongs to it.</param>
/// <param name="Attempt">Of the run; one more at each restart.</param>
/// <param name="Length">Parameters of the network.</param>
/// <param name="Digest">SHA-256 of all that has to be equal on the ranks, as architecture, spec and data: 32 bytes.</param>
internal sealed record RankTicket(Guid Token, int Attempt, int Rank, int WorldSize, long Length, ReadOnlyMemory<byte> Digest)
{
    public const int DigestBytes = 32;

    /// <summary>A token that nobody can guess.</summary>
    public static Guid NewToken() => new(RandomNumberGenerator.GetBytes(16));
}
