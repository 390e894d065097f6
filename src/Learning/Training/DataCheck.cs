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
        if (examples.FeatureWidth == network.InputWidth && FindIndexFault(examples, network) is { } fault) violations.Add(new($"{field}.features", fault));
        var form = network.Form;
        if (examples.TargetWidth != form.Steps)
        {
            violations.Add(new($"{field}.targets",
                $"each example has {examples.TargetWidth} target{(examples.TargetWidth == 1 ? "" : "s")}, but the output {Shape.Show(network.Layers[^1].Output)} is compared with {form.Steps}"));
        }
        else if (loss is not null) CheckTargets(field, examples, form.Width, loss, violations);
    }

    private static string? FindIndexFault(ExampleSet examples, Network network)
    {
        if (!network.TakesIndices) return null;
        var (features, targets) = (new float[examples.FeatureWidth], new float[examples.TargetWidth]);
        for (var i = 0; i < examples.Count; i++)
        {
            examples.Gather([i], features, targets);
            if (network.FindFault(features, i) is { } fault) return fault;
        }
        return null;
    }

    private static void CheckTargets(string field, ExampleSet examples, int outputWidth, Loss loss, List<FieldViolation> violations)
    {
        var targets = examples.Targets;
        for (var i = 0; i < targets.Length; i++)
        {
            if (loss.FindFault(targets[i], outputWidth) is not { } fault) continue;
            violations.Add(new($"{field}.targets", $"example {i / examples.TargetWidth}{(examples.TargetWidth == 1 ? "" : $", step {i % examples.TargetWidth}")}: {fault}"));
            return;
        }
    }
}
