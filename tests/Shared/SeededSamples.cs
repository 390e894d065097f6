using System.Globalization;
using CsCheck;

namespace DistributedDL.Tests.Shared;

/// <summary>
/// Samples that are the same in every run: CsCheck draws but the first one from a seed. <c>DDL_TEST_SEED</c>, a number, draws others.
/// What fails is handed to CsCheck with its seed, which looks for a smaller one.
/// </summary>
internal static class SeededSamples
{
    public static void SampleSeeded<T>(this Gen<T> gen, int count, Action<T> check, Func<T, string>? print = null)
    {
        foreach (var (seed, sample) in Draw(gen, count))
        {
            try
            {
                check(sample);
            }
            catch
            {
                gen.Sample(check, seed: seed, iter: count, threads: 1, print: print);
                throw;
            }
        }
    }

    public static async Task SampleSeeded<T>(this Gen<T> gen, int count, Func<T, Task> check, Func<T, string>? print = null)
    {
        foreach (var (seed, sample) in Draw(gen, count))
        {
            try
            {
                await check(sample);
            }
            catch
            {
                await gen.SampleAsync(check, seed: seed, iter: count, threads: 1, print: print);
                throw;
            }
        }
    }

    private static IEnumerable<(string Seed, T Sample)> Draw<T>(Gen<T> gen, int count)
    {
        var start = Environment.GetEnvironmentVariable("DDL_TEST_SEED") is { Length: > 0 } given ? ulong.Parse(given, CultureInfo.InvariantCulture) : 1;
        var drawn = new PCG(stream: 1, start);
        for (var i = 0; i < count; i++)
        {
            var seed = drawn.ToString();
            yield return (seed, gen.Generate(drawn, null, out _));
        }
    }
}
