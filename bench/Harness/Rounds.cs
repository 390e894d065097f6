namespace DistributedDL.Bench.Harness;

/// <summary>Interleaved repetition: what disturbs the machine for a while disturbs both sides.</summary>
internal static class Rounds
{
    /// <summary>Each side once as a warm-up, then round after round, the side that begins alternating.</summary>
    public static async Task<IReadOnlyList<(T Baseline, T Ours)>> Run<T>(int rounds, Func<Task<T>> baseline, Func<Task<T>> ours)
    {
        await baseline();
        await ours();
        var results = new List<(T, T)>(rounds);
        for (var round = 0; round < rounds; round++)
        {
            if (round % 2 == 0)
            {
                var first = await baseline();
                results.Add((first, await ours()));
            }
            else
            {
                var first = await ours();
                results.Add((await baseline(), first));
            }
        }
        return results;
    }

    public static async Task<IReadOnlyList<Round>> Run(int rounds, Func<Task<double>> baseline, Func<Task<double>> ours) =>
        [.. (await Run<double>(rounds, baseline, ours)).Select(result => new Round(result.Baseline, result.Ours))];

    public static Task<IReadOnlyList<Round>> Run(int rounds, Func<double> baseline, Func<double> ours) =>
        Run(rounds, () => Task.FromResult(baseline()), () => Task.FromResult(ours()));
}
