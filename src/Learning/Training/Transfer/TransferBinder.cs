using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Layers;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Optimizers;

namespace DistributedDL.Learning.Training.Transfer;

/// <summary>Finds the layers that a transfer names, and all that is wrong with it.</summary>
internal sealed class TransferBinder(TransferSpec spec, ArchitectureSpec parent)
{
    private const string Field = "transfer";

    private readonly List<FieldViolation> _violations = [];

    public TransferPlan Bind()
    {
        var layers = ArchitectureBinder.Bind(parent);
        var body = BodyLength(layers);
        var architecture = parent;
        if (spec.NewHead.Count > 0)
        {
            architecture = Combine(layers, body);
            layers = BindCombined(architecture, body);
        }
        if (layers.Count == 0) throw new InvalidArgumentException(_violations);
        var names = layers.Select(layer => layer.Name).ToArray();
        var frozen = spec.FeaturesAt is null ? FindFrozen(layers) : FindFeatures(layers, spec.NewHead.Count > 0 ? body : names.Length);
        CheckTrainable(layers, frozen);
        string[] rated = spec.After is null ? frozen : [.. names.Take(body).Union(frozen)];
        CheckNumbers(frozen, rated);
        InvalidArgumentException.ThrowIfAny(_violations);
        return new TransferPlan(architecture, spec.NewHead.Count > 0 ? names[..body] : names, frozen, rated);
    }

    private int BodyLength(IReadOnlyList<Layer> layers)
    {
        if (spec.After is { } after) return Find("after", after, layers) + 1;
        if (spec.NewHead.Count > 0) _violations.Add(new($"{Field}.after", $"is missing: the layer after which the new head stands; the parent has {Names(layers)}"));
        return layers.Count;
    }

    // Given names cannot change with what stands behind them, as counted ones could.
    private ArchitectureSpec Combine(IReadOnlyList<Layer> layers, int body) =>
        new(parent.Input, [.. parent.Layers.Take(body).Select((layer, i) => layer with { Name = layers[i].Name }), .. spec.NewHead]);

    private IReadOnlyList<Layer> BindCombined(ArchitectureSpec architecture, int body)
    {
        try
        {
            return ArchitectureBinder.Bind(architecture);
        }
        catch (InvalidArgumentException e)
        {
            _violations.AddRange(e.Violations.Select(violation => violation with { Field = HeadField(violation.Field, body) }));
            return [];
        }
    }

    private static string HeadField(string field, int body)
    {
        var end = field.IndexOf(']', StringComparison.Ordinal);
        return field.StartsWith("layers[", StringComparison.Ordinal) && int.TryParse(field.AsSpan(7, end - 7), out var index) && index >= body
            ? $"{Field}.new_head[{index - body}]{field[(end + 1)..]}"
            : $"{Field}.{field}";
    }

    private string[] FindFrozen(IReadOnlyList<Layer> layers)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < spec.Freeze.Count; i++)
        {
            var wanted = spec.Freeze[i];
            var matches = layers.Where(layer => Matches(layer.Name, wanted)).ToArray();
            if (matches.Length == 0) _violations.Add(new($"{Field}.freeze[{i}]", $"'{wanted}' is no layer; the network has {Names(layers)}"));
            found.UnionWith(matches.Select(layer => layer.Name));
        }
        if (spec.AllButLast is { } count) found.UnionWith(AllButLast(count, layers));
        return [.. layers.Select(layer => layer.Name).Where(found.Contains)];
    }

    private IEnumerable<string> AllButLast(int count, IReadOnlyList<Layer> layers)
    {
        var trainable = layers.Index().Where(entry => IsTrainable(entry.Item)).Select(entry => entry.Index).ToArray();
        if (count >= 1 && count < trainable.Length) return layers.Take(trainable[^count]).Select(layer => layer.Name);
        _violations.Add(new($"{Field}.all_but_last", $"{count} is not from 1 to {trainable.Length - 1}: the network has {trainable.Length} layers with trainable parameters"));
        return [];
    }

    private string[] FindFeatures(IReadOnlyList<Layer> layers, int body)
    {
        var index = Find("features_at", spec.FeaturesAt!, layers);
        if (index >= body) _violations.Add(new($"{Field}.features_at", $"'{spec.FeaturesAt}' belongs to the new head, which is not trained yet; features come from the parent's layers"));
        if (index == layers.Count - 1) _violations.Add(new($"{Field}.features_at", $"'{spec.FeaturesAt}' is the last layer; at least one has to come after it"));
        foreach (var (name, isGiven) in new[]
        {
            ("freeze", spec.Freeze.Count > 0), ("all_but_last", spec.AllButLast is not null), ("unfreeze_at_epoch", spec.UnfreezeAtEpoch is not null),
            ("body_learning_rate", spec.BodyLearningRate is not null), ("keep_optimizer", spec.KeepOptimizer),
        })
        {
            if (isGiven) _violations.Add(new($"{Field}.{name}", "does not go with features_at, which applies the layers up to it once and trains only those after"));
        }
        return [.. layers.Take(index + 1).Select(layer => layer.Name)];
    }

    private void CheckTrainable(IReadOnlyList<Layer> layers, string[] frozen)
    {
        var trainable = layers.Where(IsTrainable).ToArray();
        if (trainable.Length > 0 && trainable.All(layer => frozen.Contains(layer.Name)))
            _violations.Add(new($"{Field}.{(spec.FeaturesAt is null ? "freeze" : "features_at")}", $"nothing is left to train: all layers with trainable parameters are frozen ({Names(trainable)})"));
    }

    private void CheckNumbers(string[] frozen, string[] body)
    {
        if (spec.UnfreezeAtEpoch is { } epoch && epoch is < 2 or > TrainingSpecCheck.MaxEpochs)
            _violations.Add(new($"{Field}.unfreeze_at_epoch", $"{epoch} is not from 2 to {TrainingSpecCheck.MaxEpochs}"));
        if (spec.UnfreezeAtEpoch is not null && frozen.Length == 0)
            _violations.Add(new($"{Field}.unfreeze_at_epoch", "nothing is frozen; give freeze or all_but_last"));
        UpdateRules.CheckRate($"{Field}.body_learning_rate", spec.BodyLearningRate, _violations);
        if (spec.BodyLearningRate is not null && body.Length == 0)
            _violations.Add(new($"{Field}.body_learning_rate", "there is no body: give after, or frozen layers with unfreeze_at_epoch"));
        if (spec.KeepOptimizer && spec.NewHead.Count > 0)
            _violations.Add(new($"{Field}.keep_optimizer", "does not go with a new head: the optimizer's state is of the parent's structure"));
    }

    private int Find(string field, string name, IReadOnlyList<Layer> layers)
    {
        var index = layers.Index().Where(entry => entry.Item.Name == name).Select(entry => entry.Index).FirstOrDefault(-1);
        if (index < 0) _violations.Add(new($"{Field}.{field}", $"'{name}' is no layer; the network has {Names(layers)}"));
        return index;
    }

    private static bool Matches(string name, string wanted) =>
        wanted.EndsWith('*') ? name.StartsWith(wanted[..^1], StringComparison.Ordinal) : name == wanted;

    private static bool IsTrainable(Layer layer) => layer.Parameters.Any(parameter => parameter.Trainable);

    private static string Names(IEnumerable<Layer> layers) => string.Join(", ", layers.Select(layer => layer.Name));
}
