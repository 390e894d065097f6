namespace DistributedDL.Contracts.OnlineLearning;

/// <summary>Labelled examples in order. Exactly one of <paramref name="Labels"/>, <paramref name="Values"/> and <see cref="LabelIndices"/> is given.</summary>
/// <param name="FirstSequence">Sequence number of the first example; the others follow without gaps.</param>
/// <param name="Features">Row-major <c>[examples, …input shape]</c>.</param>
/// <param name="Labels">A class label an example.</param>
/// <param name="Values">A value an example.</param>
[GenerateSerializer, Immutable, Alias("ddl.LearnBatch")]
public sealed record LearnBatch(
    [property: Id(0)] long FirstSequence,
    [property: Id(1)] float[] Features,
    [property: Id(2)] string[]? Labels,
    [property: Id(3)] float[]? Values)
{
    /// <summary>Of <see cref="IOnlineSession.Attach"/>; 0 for a caller that writes alone.</summary>
    [Id(4)] public long Writer { get; init; }

    /// <summary>Examples of each message of the client; one message when empty. A micro-batch never goes over the end of a message.</summary>
    [Id(5)] public IReadOnlyList<int> Messages { get; init; } = [];

    /// <summary>Places of the class labels among the session's labels, one an example.</summary>
    [Id(6)] public int[]? LabelIndices { get; init; }

    public int Examples => Labels?.Length ?? Values?.Length ?? LabelIndices?.Length ?? 0;
}
