namespace DistributedDL.Silo.Prediction;

/// <summary>Networks held ready for predictions; section <c>Prediction</c>.</summary>
public sealed class PredictionOptions
{
    public const string Section = "Prediction";

    /// <summary>Weights held in memory, at most, counting each lane's copy; the least recently used go first. 1 MiB to 1 TiB, 1 GiB by default. One network in use may exceed it.</summary>
    public long CacheBytes { get; set; } = 1L << 30;
}
