using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Gateway.Prediction;
using Google.Protobuf;
using Wire = DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Gateway.OnlineLearning;

/// <summary>Consecutive messages of a Learn stream that go to the session in one call.</summary>
internal sealed class LearnGroup(IReadOnlyList<LearnItem> items)
{
    public IReadOnlyList<LearnItem> Items => items;

    /// <param name="writer">The stream's place in the session.</param>
    public LearnBatch ToBatch(long writer)
    {
        int examples = 0, numbers = 0;
        foreach (var item in items)
        {
            examples += item.Examples;
            numbers += item.Message.Features.Count;
        }
        var features = GC.AllocateUninitializedArray<float>(numbers);
        var labels = items[0].HasLabels ? new string[examples] : null;
        var indices = items[0].HasIndices ? new int[examples] : null;
        var values = labels is null && indices is null ? new float[examples] : null;
        int example = 0, number = 0;
        foreach (var item in items)
        {
            UnsafeCollectionOperations.AsSpan(item.Message.Features).CopyTo(features.AsSpan(number));
            if (labels is not null) item.Message.Labels.CopyTo(labels, example);
            else if (indices is not null) item.Message.LabelIndices.CopyTo(indices, example);
            else item.Message.Values.CopyTo(values!, example);
            example += item.Examples;
            number += item.Message.Features.Count;
        }
        return new LearnBatch(items[0].FirstSequence, features, labels, values) { LabelIndices = indices, Writer = writer, Messages = [.. items.Select(item => item.Examples)] };
    }

    /// <summary>One acknowledgement a message, in order, without metrics.</summary>
    public List<Wire.LearnResponse> Acknowledge(LearnReport report, ModelSignature signature)
    {
        var acknowledgements = new List<Wire.LearnResponse>(items.Count);
        var before = 0;
        foreach (var item in items)
        {
            var duplicates = Math.Clamp(report.Duplicates - before, 0, item.Examples);
            var acknowledged = new Wire.LearnAcknowledged { FirstSequence = item.FirstSequence, LastSequence = item.LastSequence, Duplicates = duplicates };
            if (duplicates < item.Examples)
            {
                // Predictions and losses are of the learned examples alone, and begin after the duplicates.
                var learned = before + duplicates - report.Duplicates;
                var count = item.Examples - duplicates;
                AddLearned(acknowledged, report.Predictions.AsSpan(learned, count), report.Losses.AsSpan(learned, count), item.HasIndices ? null : report.Labels ?? signature.Labels);
            }
            acknowledgements.Add(new Wire.LearnResponse { Acknowledged = acknowledged });
            before += item.Examples;
        }
        return acknowledgements;
    }

    /// <param name="labels">None for values; null where the examples came with indices.</param>
    private static void AddLearned(Wire.LearnAcknowledged acknowledged, ReadOnlySpan<float> predictions, ReadOnlySpan<float> losses, IReadOnlyList<string>? labels)
    {
        acknowledged.Losses.AddRange(losses);
        if (labels is null)
        {
            foreach (var index in predictions) acknowledged.PredictedIndices.Add((int)index);
            return;
        }
        if (labels.Count == 0)
        {
            acknowledged.PredictedValues.AddRange(predictions);
            return;
        }
        foreach (var index in predictions) acknowledged.PredictedLabels.Add(PredictionMapping.Label(labels, (int)index));
    }
}
