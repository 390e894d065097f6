using System.Text.Json;
using DistributedDL.Learning.Binding;

namespace DistributedDL.Learning.Losses;

/// <summary>What an example's loss counts, by its class: <c>class_weights: [1, 2.5]</c>, or <c>"balanced"</c>.</summary>
internal sealed class ClassWeights
{
    public const string Key = "class_weights";
    public const string BalancedName = "balanced";

    private const double MaxWeight = 1e6;

    private readonly bool _isBalanced;
    private float[]? _weights;

    private ClassWeights(float[]? weights, bool isBalanced) => (_weights, _isBalanced) = (weights, isBalanced);

    public static ClassWeights None { get; } = new(null, false);

    /// <summary>Null when every class counts 1.</summary>
    public ReadOnlySpan<float> Values => _weights;

    public float Of(int index) => _weights is null ? 1 : _weights[index];

    public static ClassWeights Bind(SpecBinder binder, int classes)
    {
        if (!binder.TryTake(Key, out var value)) return None;
        if (value.ValueKind == JsonValueKind.String && value.GetString() == BalancedName) return new ClassWeights(null, true);
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == classes && value.EnumerateArray().All(IsWeight))
            return new ClassWeights([.. value.EnumerateArray().Select(weight => (float)weight.GetDouble())], false);
        binder.Fault(Key, FormattableString.Invariant($"{value.GetRawText()} is not \"{BalancedName}\" or a list of {classes} numbers from 0 to {MaxWeight}, one a class"));
        return None;
    }

    /// <summary>Balanced weights for these targets: n / (classes · examples of the class), as scikit-learn's; a class without examples counts 1.</summary>
    public void Fit(ReadOnlySpan<float> targets, int classes)
    {
        if (!_isBalanced) return;
        var counts = new long[classes];
        foreach (var target in targets) counts[(int)target]++;
        var examples = (double)targets.Length;
        _weights = [.. counts.Select(count => count == 0 ? 1 : (float)(examples / (classes * (double)count)))];
    }

    private static bool IsWeight(JsonElement weight) =>
        weight.ValueKind == JsonValueKind.Number && weight.TryGetDouble(out var number) && number is >= 0 and <= MaxWeight;
}
