namespace DistributedDL.EndToEnd.Tests.OnlineLearning;

/// <summary>One death of the server.</summary>
/// <param name="Fault">The write that it dies in, as in <c>append:3</c>; null where it is killed from outside.</param>
/// <param name="After">Acknowledged examples after which it is killed from outside, and around which a write is awaited.</param>
internal sealed record Kill(string? Fault, long After)
{
    // In the order in which a short plan has them: the first three are what a server does most.
    private static readonly string[] Kinds = ["append", "checkpoint", "snapshot", "after-state", "before-state", "remove"];

    /// <summary>So many deaths, spread over a stream; every other one in a write.</summary>
    public static IReadOnlyList<Kill> Plan(int kills, int examples, int seed)
    {
        var random = new Random(seed);
        var segment = examples / (kills + 1);
        return [.. Enumerable.Range(0, kills).Select(i => new Kill(i % 2 == 0 ? Fault(i / 2) : null, (i * segment) + random.Next(segment / 4, segment)))];

        // Of a stream's part there are several appends, few checkpoints, and one snapshot.
        string Fault(int number) => Kinds[number % Kinds.Length] switch
        {
            "append" => $"append:{random.Next(1, 5)}",
            "snapshot" => "snapshot:1",
            var kind => $"{kind}:{random.Next(1, 3)}",
        };
    }
}
