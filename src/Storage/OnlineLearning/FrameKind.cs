namespace DistributedDL.Storage.OnlineLearning;

internal enum FrameKind
{
    /// <summary>A writer begins here; the first frame of a segment, and in it wherever the journal was opened again.</summary>
    Begin = 1,

    Examples = 2,

    /// <summary>The segment is complete; nothing follows it.</summary>
    Seal = 3,

    /// <summary>Bytes that the journal's owner alone understands, in order with the examples.</summary>
    Operation = 4,
}
