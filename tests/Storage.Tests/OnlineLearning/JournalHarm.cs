namespace DistributedDL.Storage.Tests.OnlineLearning;

/// <summary>What may befall the bytes of a journal.</summary>
public enum JournalHarm
{
    CutEnd,
    ZeroEnd,
    DeleteNewest,
    CutAny,
    FlipBits,
    ZeroRange,
    AppendBytes,
    InsertBytes,
    DeleteAny,
    Exchange,
    RepeatAtEnd,
    Overwrite,
}
