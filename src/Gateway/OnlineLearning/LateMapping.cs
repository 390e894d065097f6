using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Gateway.Prediction;
using Google.Protobuf.WellKnownTypes;
using Wire = DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Gateway.OnlineLearning;

/// <summary>Calls without sequence numbers, between the wire and the grains.</summary>
internal static class LateMapping
{
    public static LearnBatch ToBatch(Wire.LearnExamples examples) => new(
        FirstSequence: 0, [.. examples.Features],
        examples.Labels.Count > 0 ? [.. examples.Labels] : null, examples.Labels.Count == 0 && examples.LabelIndices.Count == 0 ? [.. examples.Values] : null)
    {
        LabelIndices = examples.LabelIndices.Count > 0 ? [.. examples.LabelIndices] : null,
    };

    public static LateLabels ToContract(Wire.LearnLateRequest request) => new(
        [.. request.Tickets], request.Labels.Count > 0 ? [.. request.Labels] : null, request.Labels.Count == 0 ? [.. request.Values] : null);

    public static Wire.LearnManyResponse ToWire(LearnReport report, ModelSignature signature)
    {
        var response = new Wire.LearnManyResponse { Duplicates = report.Duplicates, Losses = { report.Losses } };
        var labels = report.Labels ?? signature.Labels;
        if (labels.Count == 0) response.PredictedValues.AddRange(report.Predictions);
        else response.PredictedLabels.AddRange(report.Predictions.Select(index => PredictionMapping.Label(labels, (int)index)));
        foreach (var (name, value) in report.Metrics) response.Metrics.Add(name, value);
        return response;
    }

    public static Wire.LearnLateResponse ToLateWire(LearnReport report)
    {
        var response = new Wire.LearnLateResponse { Duplicates = report.Duplicates, Losses = { report.Losses } };
        foreach (var (name, value) in report.Metrics) response.Metrics.Add(name, value);
        return response;
    }

    public static Wire.PredictTicketedResponse ToWire(TicketedPrediction ticketed) => new()
    {
        Prediction = ticketed.Prediction.ToWire(),
        Tickets = { ticketed.Tickets },
        ExpiresAt = Timestamp.FromDateTimeOffset(ticketed.ExpiresAt),
    };
}
