namespace DistributedDL.Contracts.OnlineLearning;

/// <summary>
/// A detector that watches the session's error (classes: 0 or 1 an example; values: the absolute error) and what follows a drift that raised it.
/// A drift that lowered it, as while the session learns, is reported only. At most 16 a session.
/// </summary>
[GenerateSerializer, Immutable, Alias("ddl.DriftSpec")]
public sealed record DriftSpec
{
    /// <summary><c>adwin</c>, <c>ddm</c> (classes only) or <c>page_hinkley</c>.</summary>
    [Id(0)] public required string Detector { get; init; }

    /// <summary>The detector's settings as a JSON object, with River's names and defaults; its defaults when empty.</summary>
    [Id(1)] public string Parameters { get; init; } = "{}";

    [Id(2)] public DriftAction Action { get; init; }

    /// <summary>Of <see cref="DriftAction.RaiseLearningRate"/>: what the rate is multiplied by; above 1 and at most 1,000.</summary>
    [Id(3)] public double Factor { get; init; } = 10;

    /// <summary>Of <see cref="DriftAction.RaiseLearningRate"/>: for so many examples; 1 to 1,000,000.</summary>
    [Id(4)] public int Examples { get; init; } = 500;

    /// <summary>Of <see cref="DriftAction.RollBack"/>: a version of the session's model with its architecture.</summary>
    [Id(5)] public int? Version { get; init; }
}
