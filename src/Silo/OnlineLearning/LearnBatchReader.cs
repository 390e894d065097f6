using System.Globalization;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Silo.Prediction;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>Checks a batch and turns its labels into class indices.</summary>
/// <param name="spec">Says what becomes of labels that are not known.</param>
/// <param name="labels">Those that are known; only read here.</param>
internal sealed class LearnBatchReader(OnlineSessionSpec spec, int width, SessionLabels labels)
{
    private const int MostLabelLength = 200;
    private const int MostFaults = 10;

    private readonly string _model = spec.Model;

    /// <param name="numbered">Whether the batch has sequence numbers.</param>
    /// <exception cref="InvalidArgumentException">Every fault that was found; nothing of the batch may be applied.</exception>
    public LearnTargets Targets(LearnBatch batch, bool numbered = true)
    {
        var faults = new List<FieldViolation>();
        if (numbered && batch.FirstSequence < 1) faults.Add(new("first_sequence", $"{batch.FirstSequence} is below 1"));
        if ((batch.Labels is null ? 0 : 1) + (batch.Values is null ? 0 : 1) + (batch.LabelIndices is null ? 0 : 1) != 1) faults.Add(new("labels", "exactly one of labels, label_indices and values is to be given"));
        else if (batch.Examples == 0) faults.Add(new("labels", "0 examples given; a batch has at least 1"));
        else if (batch.Messages.Count > 0 && (batch.Messages.Any(count => count < 1) || batch.Messages.Sum(count => (long)count) != batch.Examples))
            faults.Add(new("messages", $"{batch.Messages.Count} messages with {batch.Messages.Sum(count => (long)count)} examples; each has at least 1, and together they have the {batch.Examples} of the batch"));
        if (faults.Count == 0) CheckFeatures(batch, faults);
        return batch.LabelIndices is { } indices ? ReadIndices(indices, faults) : ReadTargets(batch.Labels, batch.Values, faults);
    }

    /// <summary>Of labels or values that come without features.</summary>
    /// <exception cref="InvalidArgumentException">Every fault that was found.</exception>
    public LearnTargets Targets(LateLabels late)
    {
        var faults = new List<FieldViolation>();
        var given = late.Labels?.Length ?? late.Values?.Length ?? 0;
        if (late.Labels is null == late.Values is null) faults.Add(new("labels", "exactly one of labels and values is to be given"));
        else if (given == 0) faults.Add(new("labels", "0 labels given; at least 1 is needed"));
        else if (given != late.Tickets.Count) faults.Add(new("tickets", $"{late.Tickets.Count} tickets given for {given} labels"));
        return ReadTargets(late.Labels, late.Values, faults);
    }

    private LearnTargets ReadTargets(string[]? given, float[]? values, List<FieldViolation> faults)
    {
        var added = new List<string>();
        var targets = faults.Count > 0 ? [] : given is not null ? ReadLabels(given, added, faults) : ReadValues(values!, faults);
        InvalidArgumentException.ThrowIfAny(faults);
        return new LearnTargets(targets, added);
    }

    private LearnTargets ReadIndices(int[] indices, List<FieldViolation> faults)
    {
        if (labels.Count == 0) faults.Add(new("label_indices", $"model '{_model}' predicts values; give values"));
        var targets = new float[indices.Length];
        for (var i = 0; labels.Count > 0 && i < indices.Length && faults.Count < MostFaults; i++)
        {
            if (indices[i] >= 0 && indices[i] < labels.Count) targets[i] = indices[i];
            else faults.Add(new($"label_indices[{i}]", $"{indices[i]} is not within 0 to {labels.Count - 1}, the places of the session's labels {Known()}"));
        }
        InvalidArgumentException.ThrowIfAny(faults);
        return new LearnTargets(targets, []);
    }

    private void CheckFeatures(LearnBatch batch, List<FieldViolation> faults)
    {
        if (batch.Features.Length != (long)batch.Examples * width)
            faults.Add(new("features", $"{batch.Features.Length} numbers given for {batch.Examples} examples; model '{_model}' takes rows of {width}"));
        FeatureRows.CheckFinite(batch.Features, width, faults);
    }

    private float[] ReadValues(float[] values, List<FieldViolation> faults)
    {
        if (labels.Count > 0) faults.Add(new("values", $"model '{_model}' predicts classes; give labels, out of {Known()}"));
        for (var i = 0; i < values.Length && faults.Count < MostFaults; i++)
            if (!float.IsFinite(values[i])) faults.Add(new($"values[{i}]", string.Create(CultureInfo.InvariantCulture, $"{values[i]} is not a finite number")));
        return values;
    }

    private float[] ReadLabels(string[] given, List<string> added, List<FieldViolation> faults)
    {
        if (labels.Count == 0)
        {
            faults.Add(new("labels", $"model '{_model}' predicts values; give values"));
            return [];
        }
        var targets = new float[given.Length];
        for (var i = 0; i < given.Length && faults.Count < MostFaults; i++)
        {
            if (given[i] is not null && labels.Find(given[i]) is { } index) targets[i] = index;
            else if (Refusal(given[i], added) is { } refusal) faults.Add(new($"labels[{i}]", refusal));
            else targets[i] = labels.Count + Place(given[i], added);
        }
        return targets;
    }

    private string? Refusal(string? label, List<string> added)
    {
        if (spec.UnknownLabels != UnknownLabels.Grow) return $"'{label}' is not a label of model '{_model}'; it knows {Known()}";
        if (label is not { Length: >= 1 and <= MostLabelLength }) return $"a label of {label?.Length ?? 0} characters; it has 1 to {MostLabelLength}";
        return added.Contains(label) || labels.Count + added.Count < spec.MaxClasses
            ? null
            : $"'{label}' would be class {labels.Count + added.Count + 1}; the session grows to {spec.MaxClasses} classes at most";
    }

    private static int Place(string label, List<string> added)
    {
        var place = added.IndexOf(label);
        if (place >= 0) return place;
        added.Add(label);
        return added.Count - 1;
    }

    private string Known() => string.Join(", ", labels.All.Take(20).Select(label => $"'{label}'")) + (labels.Count > 20 ? $", … ({labels.Count})" : "");
}
