using DistributedDL.Contracts.Errors;
using DistributedDL.Learning.Losses;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Training;

/// <summary>Whether examples fit a network and its loss.</summary>
internal static class DataCheck
{
    public static void Check(string field, ExampleSet examples, Network network, Loss? loss, List<FieldViolation> violations)
    {
        if (examples.Count == 0) violations.Add(new(field, "holds no examples"));
        if (examples.FeatureWidth != network.InputWidth)
        {
            violations.Add(new($"{field}.features",
                $"each example has {examples.FeatureWidth} numbers, but the network takes {network.InputWidth} ({Shape.Show(network.Layers[0].Input)})"));
        }
        var (example, feature) = examples.FindNotFinite();
        if (example >= 0) violations.Add(new($"{field}.features", $"feature {feature} of example {example} is not a finite number"));
        if (loss is not null) CheckTargets(field, examples.Targets, network.OutputWidth, loss, violations);
    }

    private static void CheckTargets(string field, ReadOnlySpan<float> targets, int outputWidth, Loss loss, List<FieldViolation> violations)
    {
        for (var i = 0; i < targets.Length; i++)
        {
            if (loss.FindFault(targets[i], outputWidth) is not { } fault) continue;
            violations.Add(new($"{field}.targets", $"example {i}: {fault}"));
            return;
        }
    }
}
