using DistributedDL.Client.Prediction;

namespace DistributedDL.Cli.Prediction;

/// <summary>Predictions in the order of their examples.</summary>
internal sealed class Predictions
{
    private readonly List<string> _predicted = [];
    private readonly List<float[]> _outputs = [];

    public string Model { get; private set; } = "";

    public int Version { get; private set; }

    /// <summary>Class labels by output index; empty for values.</summary>
    public IReadOnlyList<string> Labels { get; private set; } = [];

    public int Examples => _outputs.Count;

    public bool AreClasses => _predicted.Count > 0;

    /// <summary>The likeliest class of each example, or of each of its steps, apart by blanks; empty for values.</summary>
    public IReadOnlyList<string> Predicted => _predicted;

    /// <summary>The values of each example, or the probability of each label.</summary>
    public IReadOnlyList<float[]> Outputs => _outputs;

    public void Add(PredictResponse part)
    {
        (Model, Version, Labels) = (part.Model, part.Version, part.Labels);
        _predicted.AddRange(part.OutputSteps > 1 ? part.PredictedLabels.Chunk(part.OutputSteps).Select(steps => string.Join(" ", steps)) : part.PredictedLabels);
        foreach (var row in part.Outputs.Chunk(Math.Max(1, part.OutputWidth)))
            // A sigmoid gives the probability of the second label alone.
            _outputs.Add(part.OutputWidth == 1 && part.Labels.Count == 2 ? [1 - row[0], row[0]] : row);
    }
}
