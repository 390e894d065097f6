using System.Globalization;
using DistributedDL.Client.OnlineLearning;

namespace DistributedDL.EndToEnd.Tests.OnlineLearning;

/// <summary>A kind of session, and the stream that it learns.</summary>
/// <param name="Layers">Of the model, as in a spec file; its input has nine numbers.</param>
/// <param name="Classes">Labels in the stream from its first example on.</param>
/// <param name="LateClass">A label of its own from the middle of the stream on.</param>
internal sealed record CrashCase(string Name, string[] Layers, OnlineSessionSpec Spec, int Classes, bool LateClass = false)
{
    public const int Width = 9;

    public string Model => $"input: [{Width}]\nlayers:\n{string.Concat(Layers.Select(layer => $"  - {layer}\n"))}";

    /// <summary>
    /// Example by its number alone, so that it can be made again: labels follow a plane through the features, and another one after a third of the stream.
    /// </summary>
    public (float[] Features, string Label) Example(long sequence, int of)
    {
        var random = new Random((int)sequence);
        var features = new float[Width];
        for (var i = 0; i < Width; i++) features[i] = random.NextSingle() - 0.5f;
        var drifted = sequence > of / 3;
        if (LateClass && sequence > of / 2 && features[8] > 0.2f) return (features, "late");
        var score = features[drifted ? 3 : 0] + 0.5f * features[1] + 0.1f * random.NextSingle();
        var kind = Math.Clamp((int)((score + 0.5f) * Classes), 0, Classes - 1);
        return (features, kind.ToString(CultureInfo.InvariantCulture));
    }

    public LearnExamples Batch(long first, int count, int of)
    {
        var batch = new LearnExamples();
        for (var i = 0; i < count; i++)
        {
            var (features, label) = Example(first + i, of);
            batch.Features.AddRange(features);
            batch.Labels.Add(label);
        }
        return batch;
    }

    public override string ToString() => Name;
}
