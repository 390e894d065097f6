namespace DistributedDL.Contracts.Training;

/// <summary>How the learning rate changes in the course of a run.</summary>
/// <param name="Kind"><c>constant</c>, <c>step</c>, <c>cosine</c> or <c>plateau</c>.</param>
/// <param name="Parameters">Its parameters as a JSON object; <c>warmup_epochs</c> goes with every kind.</param>
[GenerateSerializer, Immutable, Alias("ddl.ScheduleSpec")]
public sealed record ScheduleSpec([property: Id(0)] string Kind, [property: Id(1)] string Parameters = "{}");
