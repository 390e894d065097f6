namespace DistributedDL.Contracts.OnlineLearning;

/// <summary>The acknowledgement of a batch: all of it is durable.</summary>
/// <param name="LastSequence">The session's last durable sequence number.</param>
/// <param name="Duplicates">So many of the first examples had been learned before, and were not learned again.</param>
/// <param name="Predictions">Of the others: the predicted class index or value, made before learning them.</param>
/// <param name="Losses">Of the others: the loss before learning them.</param>
[GenerateSerializer, Immutable, Alias("ddl.LearnReport")]
public sealed record LearnReport(
    [property: Id(0)] long LastSequence,
    [property: Id(1)] int Duplicates,
    [property: Id(2)] float[] Predictions,
    [property: Id(3)] float[] Losses,
    [property: Id(4)] IReadOnlyDictionary<string, double> Metrics)
{
    /// <summary>Of a session whose head grows: the class labels by index, with those that this batch brought.</summary>
    [Id(5)] public IReadOnlyList<string>? Labels { get; init; }
}
