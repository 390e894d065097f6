namespace DistributedDL.Client.Errors;

/// <summary>One fault in what was given.</summary>
/// <param name="Field">Its path, as in <c>layers[2].units</c>.</param>
/// <param name="Description">Names the value and the bound.</param>
public sealed record FieldFault(string Field, string Description);
