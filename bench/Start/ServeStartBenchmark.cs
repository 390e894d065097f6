using DistributedDL.Bench.Harness;
using DistributedDL.Bench.Processes;

namespace DistributedDL.Bench.Start;

/// <summary><c>ddl serve</c> on an empty data folder, from start to SERVING, and its memory when idle; against bare gRPC on Kestrel.</summary>
internal sealed class ServeStartBenchmark : IBenchmark
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);

    public string Name => "start/serve";

    public async Task<IReadOnlyList<Measurement>> Run(BenchSettings settings)
    {
        var rounds = await Rounds.Run<(double Seconds, double MiB)>(settings.Quick ? 2 : 5, () => Measure(ServerProcess.Echo), () => Measure(ServerProcess.Serve));
        return
        [
            Measurement.OfCosts("start/serve", "s", [.. rounds.Select(round => new Round(round.Baseline.Seconds, round.Ours.Seconds))]),
            Measurement.OfCosts("start/serve/idle-memory", "MiB", [.. rounds.Select(round => new Round(round.Baseline.MiB, round.Ours.MiB))]),
        ];
    }

    private static async Task<(double Seconds, double MiB)> Measure(Func<Task<ServerProcess>> start)
    {
        await using var server = await start();
        await Task.Delay(Idle, TimeProvider.System);
        return (server.Started.TotalSeconds, server.ResidentMiB);
    }
}
