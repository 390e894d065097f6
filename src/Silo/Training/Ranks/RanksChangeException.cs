namespace DistributedDL.Silo.Training.Ranks;

/// <summary>An attempt ends with a whole epoch, so that the next one may have more ranks.</summary>
internal sealed class RanksChangeException(int epoch) : Exception($"it ends with epoch {epoch}, to go on with more ranks");
