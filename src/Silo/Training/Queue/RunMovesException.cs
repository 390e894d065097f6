namespace DistributedDL.Silo.Training.Queue;

/// <summary>The run got its lanes on other silos than the one that its grain is on.</summary>
internal sealed class RunMovesException(SiloAddress silo) : Exception($"its lanes are on silo {silo}")
{
    public SiloAddress Silo { get; } = silo;
}
