using Wire = DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Gateway.OnlineLearning;

/// <summary>What a session made of a group.</summary>
/// <param name="Metrics">After the last example acknowledged.</param>
/// <param name="Fault">Ends the stream, after the acknowledgements.</param>
internal sealed record LearnAnswer(List<Wire.LearnResponse> Acknowledgements, IReadOnlyDictionary<string, double> Metrics, Exception? Fault)
{
    private static readonly Dictionary<string, double> None = [];

    public static LearnAnswer Nothing { get; } = new([], None, null);

    public static LearnAnswer Failed(Exception fault) => new([], None, fault);
}
