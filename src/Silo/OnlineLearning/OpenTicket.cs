namespace DistributedDL.Silo.OnlineLearning;

/// <summary>A prediction that waits for its label.</summary>
internal sealed record OpenTicket(string Id, DateTimeOffset ExpiresAt, float[] Features, float[] Outputs);
