using System.Globalization;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Silo.Prediction;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>Checks a batch and turns its labels into class indices.</summary>
internal sealed class LearnBatchReader(string model, int width, IReadOnlyList<string> labels)
{
    private const int MostFaults = 10;

    private readonly Dictionary<string, int> _indices = labels.Select((label, index) => (label, index)).ToDictionary(pair => pair.label, pair => pair.index, StringComparer.Ordinal);

    /// <returns>Targets: class index or value, one an example.</returns>
    /// <exception cref="InvalidArgumentException">Every fault that was found; nothing of the batch may be applied.</exception>
    public float[] Targets(LearnBatch batch)
    {
        var faults = new List<FieldViolation>();
        if (batch.FirstSequence < 1) faults.Add(new("first_sequence", $"{batch.FirstSequence} is below 1"));
        if (batch.Labels is null == batch.Values is null) faults.Add(new("labels", "exactly one of labels and values is to be given"));
        else if (batch.Examples == 0) faults.Add(new("labels", "0 examples given; a batch has at least 1"));
        else if (batch.Messages.Count > 0 && (batch.Messages.Any(count => count < 1) || batch.Messages.Sum(count => (long)count) != batch.Examples))
            faults.Add(new("messages", $"{batch.Messages.Count} messages with {batch.Messages.Sum(count => (long)count)} examples; each has at least 1, and together they have the {batch.Examples} of the batch"));
        if (faults.Count == 0) CheckFeatures(batch, faults);
        var targets = faults.Count == 0 ? ReadTargets(batch, faults) : [];
        InvalidArgumentException.ThrowIfAny(faults);
        return targets;
    }

    private void CheckFeatures(LearnBatch batch, List<FieldViolation> faults)
    {
        if (batch.Features.Length != (long)batch.Examples * width)
            faults.Add(new("features", $"{batch.Features.Length} numbers given for {batch.Examples} examples; model '{model}' takes rows of {width}"));
        FeatureRows.CheckFinite(batch.Features, width, faults);
    }

    private float[] ReadTargets(LearnBatch batch, List<FieldViolation> faults)
    {
        if (batch.Labels is { } given)
        {
            if (labels.Count > 0) return ReadLabels(given, faults);
            faults.Add(new("labels", $"model '{model}' predicts values; give values"));
            return [];
        }
        if (labels.Count > 0) faults.Add(new("values", $"model '{model}' predicts classes; give labels, out of {Known()}"));
        for (var i = 0; i < batch.Values!.Length && faults.Count < MostFaults; i++)
            if (!float.IsFinite(batch.Values[i])) faults.Add(new($"values[{i}]", string.Create(CultureInfo.InvariantCulture, $"{batch.Values[i]} is not a finite number")));
        return batch.Values;
    }

    private float[] ReadLabels(string[] given, List<FieldViolation> faults)
    {
        var targets = new float[given.Length];
        for (var i = 0; i < given.Length && faults.Count < MostFaults; i++)
        {
            if (given[i] is not null && _indices.TryGetValue(given[i], out var index)) targets[i] = index;
            else faults.Add(new($"labels[{i}]", $"'{given[i]}' is not a label of model '{model}'; it knows {Known()}"));
        }
        return targets;
    }

    private string Known() => string.Join(", ", labels.Take(20).Select(label => $"'{label}'")) + (labels.Count > 20 ? $", … ({labels.Count})" : "");
}
