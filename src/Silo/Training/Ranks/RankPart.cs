namespace DistributedDL.Silo.Training.Ranks;

/// <summary>A stretch of bytes that is sent or received: of the caller's values, or of the room for what others send.</summary>
internal readonly record struct RankPart(bool IsInRoom, int Offset, int Length)
{
    public Span<byte> Of(Span<byte> values, Span<byte> room) => (IsInRoom ? room : values).Slice(Offset, Length);
}
