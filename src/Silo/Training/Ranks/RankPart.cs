namespace DistributedDL.Silo.Training.Ranks;

/// <summary>A stretch of bytes that is sent or received: of the caller's values, or of the room for what others send.</summary>
internal readonly record struct RankPart(bool IsInRoom, int Offset, int Length)
{
    /// <summary>What is left behind the first so many bytes.</summary>
    public RankPart After(int bytes) => this with { Offset = Offset + bytes, Length = Length - bytes };

    public Span<byte> Of(Span<byte> values, Span<byte> room) => (IsInRoom ? room : values).Slice(Offset, Length);
}
