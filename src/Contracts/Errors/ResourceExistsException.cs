namespace DistributedDL.Contracts.Errors;

/// <summary>A resource of this kind has this name already.</summary>
[GenerateSerializer, Alias("ddl.ResourceExistsException")]
public sealed class ResourceExistsException(string kind, string name)
    : ServiceException($"{(kind is ['a' or 'e' or 'i' or 'o' or 'u', ..] ? "an" : "a")} {kind} '{name}' exists already")
{
    [Id(0)] public string Kind { get; } = kind;
    [Id(1)] public string Name { get; } = name;
}
