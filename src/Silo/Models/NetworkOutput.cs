using System.Globalization;
using System.Text.Json.Nodes;
using DistributedDL.Contracts.Models;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Silo.Models;

/// <summary>What the outputs of an architecture mean.</summary>
/// <param name="Steps">Targets that one example's output is compared with.</param>
/// <param name="Width">Numbers of one step.</param>
/// <param name="Classes">Classes told apart: the outputs of a softmax, 2 by a sigmoid; 0 for values.</param>
internal sealed record NetworkOutput(int Steps, int Width, int Classes)
{
    /// <exception cref="Contracts.Errors.InvalidArgumentException">The architecture is not sound.</exception>
    public static NetworkOutput Of(ArchitectureSpec architecture)
    {
        var activation = LastActivation(architecture);
        var (steps, width) = OutputForm.Of(Network.Describe(architecture)[^1].OutputShape, activation);
        return new NetworkOutput(steps, width, activation switch
        {
            "softmax" => width,
            "sigmoid" when width == 1 => 2,
            _ => 0,
        });
    }

    /// <summary>Class labels where none are known: <c>0</c> to <c>N-1</c>.</summary>
    public string[] DefaultLabels() => [.. Enumerable.Range(0, Classes).Select(index => index.ToString(CultureInfo.InvariantCulture))];

    private static string? LastActivation(ArchitectureSpec architecture)
    {
        var last = architecture.Layers[^1];
        if (last.Kind is "softmax" or "sigmoid") return last.Kind;
        return JsonNode.Parse(last.Parameters)?["activation"] is JsonValue value && value.TryGetValue(out string? activation) ? activation : null;
    }
}
