namespace DistributedDL.Contracts.Errors;

/// <summary>No resource of this kind has this name.</summary>
[GenerateSerializer, Alias("ddl.ResourceNotFoundException")]
public sealed class ResourceNotFoundException(string kind, string name)
    : ServiceException($"there is no {kind} '{name}'")
{
    [Id(0)] public string Kind { get; } = kind;
    [Id(1)] public string Name { get; } = name;
}
