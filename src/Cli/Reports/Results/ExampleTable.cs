namespace DistributedDL.Cli.Reports.Results;

/// <summary>Examples for a figure.</summary>
/// <param name="Shape">Shape of one example's features: <c>[features]</c>, <c>[height, width]</c> or <c>[height, width, channels]</c>.</param>
/// <param name="Features">Row-major <c>[examples, …shape]</c>; pixels from 0 to 255.</param>
/// <param name="Targets">An index into <paramref name="Labels"/>, or a value; one an example.</param>
/// <param name="Labels">Class labels; empty when targets are values.</param>
/// <param name="FeatureNames">Empty when unknown.</param>
/// <param name="TargetName">Empty when unknown.</param>
public sealed record ExampleTable(
    IReadOnlyList<int> Shape,
    float[] Features,
    IReadOnlyList<float> Targets,
    IReadOnlyList<string> Labels,
    IReadOnlyList<string> FeatureNames,
    string TargetName)
{
    /// <summary>Numbers in one example.</summary>
    public int Width => Shape.Aggregate(1, (product, size) => product * size);

    public int Count => Features.Length / Width;

    public ReadOnlySpan<float> Row(int example) => Features.AsSpan(example * Width, Width);

    /// <summary>Some of the examples, each with one target, in the order given.</summary>
    public ExampleTable Pick(IReadOnlyList<int> examples) =>
        this with { Features = [.. examples.SelectMany(example => Row(example).ToArray())], Targets = [.. examples.Select(example => Targets[example])] };

    public string FeatureName(int index) => index < FeatureNames.Count ? FeatureNames[index] : $"x{index + 1}";

    public string LabelOf(int target) => target >= 0 && target < Labels.Count ? Labels[target] : $"{target}";
}
