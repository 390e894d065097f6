using System.Text.Json;

namespace DistributedDL.Bench.Harness;

/// <summary><c>ddl bench [--quick] [--json] [NAME…]</c>: exits 0, 1 when a benchmark failed, 2 on wrong usage.</summary>
internal static class BenchCommand
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static async Task<int> Run(string[] args)
    {
        if (args.Any(arg => arg is "--help" or "-h" or "-?")) return Usage(Console.Out, 0);
        if (args.FirstOrDefault(arg => arg.StartsWith('-') && arg is not ("--quick" or "--json")) is { } unknown)
        {
            await Console.Error.WriteLineAsync($"error: unknown option {unknown}");
            return Usage(Console.Error, 2);
        }
        var chosen = BenchmarkList.Matching([.. args.Where(arg => !arg.StartsWith('-'))]);
        if (chosen.Count == 0)
        {
            await Console.Error.WriteLineAsync("error: no benchmark begins with any of these names");
            return Usage(Console.Error, 2);
        }
        return await Measure(chosen, new BenchSettings(args.Contains("--quick")), args.Contains("--json"));
    }

    private static async Task<int> Measure(IReadOnlyList<IBenchmark> chosen, BenchSettings settings, bool json)
    {
        var failures = 0;
        if (!json) Console.WriteLine(MeasurementTable.Header);
        foreach (var benchmark in chosen)
        {
            await Console.Error.WriteLineAsync($"measuring {benchmark.Name}…");
            try
            {
                foreach (var measurement in await benchmark.Run(settings))
                    Console.WriteLine(json ? JsonSerializer.Serialize(measurement, Json) : MeasurementTable.Row(measurement));
            }
            catch (SkippedException e)
            {
                await Console.Error.WriteLineAsync($"skipped: {benchmark.Name}: {e.Message}");
            }
            catch (Exception e) when (e is Grpc.Core.RpcException or IOException or InvalidOperationException or TimeoutException)
            {
                failures++;
                await Console.Error.WriteLineAsync($"error: {benchmark.Name}: {e.Message}");
            }
        }
        return failures == 0 ? 0 : 1;
    }

    private static int Usage(TextWriter to, int code)
    {
        to.WriteLine("Measures against a baseline in the same run.\n\nUsage:\n  ddl bench [--quick] [--json] [NAME…]\n\n"
            + "Options:\n  --quick  Fewer and shorter rounds.\n  --json   One JSON object a line: name, value, unit, baseline, ratio.\n\n"
            + $"Names (a beginning is enough):\n  {string.Join("\n  ", BenchmarkList.All.Select(benchmark => benchmark.Name))}\n\n"
            + "Tables of docs/scaling.md, nothing measured:\n  ddl bench scaling-table\n\n"
            + "Example:\n  ddl bench --quick train-step");
        return code;
    }
}
