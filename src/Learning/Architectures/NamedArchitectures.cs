using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Learning.Layers;

namespace DistributedDL.Learning.Architectures;

/// <summary>Published networks by their names.</summary>
public static class NamedArchitectures
{
    private static readonly INamedArchitecture[] All = [new LeNet5(), new AlexNet(), new Vgg16()];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(architecture => architecture.Name)];

    /// <summary>The layers of an architecture; whether they fit the input is told when a network is described or created.</summary>
    /// <exception cref="InvalidArgumentException">An unknown name (with the known ones), or options out of bounds.</exception>
    public static ArchitectureSpec Find(string name, NamedArchitectureOptions? options = null)
    {
        var violations = new List<FieldViolation>();
        var found = Array.Find(All, architecture => architecture.Name == name);
        if (found is null) violations.Add(new("architecture", $"'{name}' is unknown; known are {string.Join(", ", Names)}"));
        if (options?.Classes is { } classes and (< 1 or > DenseKind.MaxUnits)) violations.Add(new("classes", $"{classes} is not from 1 to {DenseKind.MaxUnits}"));
        if (options?.Input is { Count: not 3 } input) violations.Add(new("input", $"{Networks.Shape.Show(input)} is not [height, width, channels]"));
        InvalidArgumentException.ThrowIfAny(violations);
        return found!.Make(options ?? new());
    }
}
