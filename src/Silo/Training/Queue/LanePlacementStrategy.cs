namespace DistributedDL.Silo.Training.Queue;

/// <summary>A run's grain lives where its lanes are; found by <see cref="LanePlacementDirector"/>.</summary>
[Serializable, GenerateSerializer, Immutable, Alias("ddl.LanePlacementStrategy")]
public sealed class LanePlacementStrategy : PlacementStrategy;
