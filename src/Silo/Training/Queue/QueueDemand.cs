namespace DistributedDL.Silo.Training.Queue;

/// <summary>Figures of the queue at one moment: whoever measures does so while the queue changes.</summary>
internal sealed record QueueDemand(int Depth, int LanesWanted);
