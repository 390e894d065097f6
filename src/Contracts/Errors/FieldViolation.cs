namespace DistributedDL.Contracts.Errors;

/// <summary>One fault in a request: the field, and what is wrong with its value, with the bound.</summary>
/// <param name="Field">Path of the field, as in <c>layers[2].units</c>.</param>
/// <param name="Description">A sentence that names the value and the bound.</param>
[GenerateSerializer, Immutable, Alias("ddl.FieldViolation")]
public sealed record FieldViolation([property: Id(0)] string Field, [property: Id(1)] string Description);
