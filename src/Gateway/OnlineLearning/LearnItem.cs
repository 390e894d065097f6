using DistributedDL.Contracts.Errors;
using DistributedDL.Gateway.Prediction;
using Google.Protobuf;
using Wire = DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Gateway.OnlineLearning;

/// <summary>One message of a Learn stream: labelled examples in order, checked against the width of the session's examples.</summary>
internal sealed class LearnItem
{
    private LearnItem(Wire.LearnExamples message, int examples) => (Message, Examples) = (message, examples);

    public Wire.LearnExamples Message { get; }

    public int Examples { get; }

    public long FirstSequence => Message.FirstSequence;

    public long LastSequence => Message.FirstSequence + Examples - 1;

    public bool HasLabels => Message.Labels.Count > 0;

    public bool HasIndices => Message.LabelIndices.Count > 0;

    public int FeatureBytes => Message.Features.Count * sizeof(float);

    /// <param name="width">Numbers in one example.</param>
    /// <exception cref="InvalidArgumentException">Names every fault.</exception>
    public static LearnItem Read(Wire.LearnRequest request, int width)
    {
        if (request.PartCase != Wire.LearnRequest.PartOneofCase.Examples)
            throw new InvalidArgumentException("examples", "only the first message is a start; each further one carries examples");
        var message = request.Examples;
        var examples = Math.Max(Math.Max(message.Labels.Count, message.LabelIndices.Count), message.Values.Count);
        var violations = new List<FieldViolation>();
        if (message.FirstSequence < 1) violations.Add(new("examples.first_sequence", $"{message.FirstSequence} is below 1"));
        if (examples < message.Labels.Count + message.LabelIndices.Count + message.Values.Count)
            violations.Add(new("examples.values", $"{message.Values.Count} values, {message.Labels.Count} labels and {message.LabelIndices.Count} label indices; give one of them"));
        if (examples == 0) violations.Add(new("examples.labels", "there are neither labels nor values; at least one example is needed"));
        else if (message.Features.Count != (long)examples * width)
            violations.Add(new("examples.features", $"{message.Features.Count} numbers for {examples} examples; {(long)examples * width} are needed, {width} an example"));
        Finite.Check("examples.features", UnsafeCollectionOperations.AsSpan(message.Features), violations);
        Finite.Check("examples.values", UnsafeCollectionOperations.AsSpan(message.Values), violations);
        InvalidArgumentException.ThrowIfAny(violations);
        return new LearnItem(message, examples);
    }

    /// <summary>Whether the examples of <paramref name="next"/> go on where these end, with targets of the same kind.</summary>
    public bool IsFollowedBy(LearnItem next) => next.FirstSequence == LastSequence + 1 && next.HasLabels == HasLabels && next.HasIndices == HasIndices;
}
