using System.CommandLine;
using DistributedDL.Cli.CommandLine;

namespace DistributedDL.Cli.Recipes.Sweeps;

/// <summary><c>--grid KEY=V1,V2</c>: a key of a recipe's training steps, and the values that it takes.</summary>
internal static class GridOption
{
    public const int MostValues = 1_000;

    public static Option<string[]> Create() => new("--grid")
    {
        HelpName = "KEY=V1,V2,…",
        Description = "A key of the recipe's train steps, as learning_rate, batch_size, epochs or seed, and its values; may be repeated, for all combinations.",
        Required = true,
    };

    /// <exception cref="CommandFailedException">Not of that form, a key or a value twice, or too many combinations.</exception>
    public static IReadOnlyList<SweepAxis> Read(IEnumerable<string> given)
    {
        var axes = new List<SweepAxis>();
        foreach (var text in given)
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            var (key, values) = at < 1 ? ("", []) : (text[..at].Trim(), text[(at + 1)..].Split(',', StringSplitOptions.TrimEntries));
            if (key.Length == 0 || values.Length == 0 || values.Any(value => value.Length == 0))
                throw CommandFailedException.Usage($"--grid: '{text}' is not of the form KEY=V1,V2, as in learning_rate=0.1,0.01");
            if (values.GroupBy(value => value).FirstOrDefault(group => group.Count() > 1) is { } twice)
                throw CommandFailedException.Usage($"--grid: {key} has the value {twice.Key} twice");
            if (axes.Any(axis => axis.Key == key)) throw CommandFailedException.Usage($"--grid: {key} is given twice; write its values in one, as in {key}=V1,V2");
            axes.Add(new SweepAxis(key, values));
        }
        var combinations = axes.Aggregate(1L, (product, axis) => Math.Min(product * axis.Values.Count, int.MaxValue));
        if (combinations > MostValues) throw CommandFailedException.Usage($"--grid: {combinations} combinations; at most {MostValues}");
        return axes;
    }
}
