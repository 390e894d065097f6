using DistributedDL.Contracts.Errors;
using YamlDotNet.Core;

namespace DistributedDL.Cli.Recipes.Yaml;

/// <summary>Collects the faults of a written recipe, each with its place in the text.</summary>
public sealed class FaultList
{
    private readonly List<(long Line, long Column, FieldViolation Violation)> _faults = [];

    public int Count => _faults.Count;

    public void Add(Mark place, string path, string description)
    {
        var text = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"line {place.Line}, column {place.Column}: {description}");
        _faults.Add((place.Line, place.Column, new FieldViolation(path, text)));
    }

    /// <exception cref="InvalidArgumentException">There is at least one fault; all of them, in the order of the text.</exception>
    public void ThrowIfAny() => InvalidArgumentException.ThrowIfAny(
        [.. _faults.OrderBy(fault => fault.Line).ThenBy(fault => fault.Column).Select(fault => fault.Violation)]);
}
