namespace DistributedDL.Learning.Architectures;

/// <summary>What may be changed of a named architecture.</summary>
public sealed record NamedArchitectureOptions
{
    /// <summary>Shape of one image, <c>[height, width, channels]</c>; the published one when null.</summary>
    public IReadOnlyList<int>? Input { get; init; }

    /// <summary>Outputs of the last layer; the published number when null. Has no meaning without the top.</summary>
    public int? Classes { get; init; }

    /// <summary>With the dense layers at the end; without them the last pooled image is the output.</summary>
    public bool IncludeTop { get; init; } = true;
}
