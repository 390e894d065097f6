namespace DistributedDL.Client.OnlineLearning;

/// <param name="Batches">Batches that were in flight until this acknowledgement.</param>
internal readonly record struct AcknowledgedBatches(LearnAcknowledged Acknowledged, int Batches);
