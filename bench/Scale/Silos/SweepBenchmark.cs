using System.Diagnostics;
using DistributedDL.Bench.Harness;
using DistributedDL.Bench.Processes;
using DistributedDL.Deployment;

namespace DistributedDL.Bench.Scale.Silos;

/// <summary>Four equal runs of one rank, started at once on two training silos, against the same four while one of the silos is stopped.</summary>
internal sealed class SweepBenchmark : IBenchmark
{
    private const int Runs = 4, WarmUps = 10;
    private static readonly SiloWork Work = SiloWork.Mlp;

    public string Name => "scale/sweep";

    public async Task<IReadOnlyList<Measurement>> Run(BenchSettings settings)
    {
        var epochs = settings.Quick ? 4 : 12;
        await using var cluster = await BenchCluster.Start(training: 2, serving: 1);
        await Work.Install(cluster);
        var second = cluster.Services["training-2"];
        var rounds = await Rounds.Run(settings.Quick ? 2 : 3, () => Seconds(cluster, second, false, epochs), () => Seconds(cluster, second, true, epochs));
        return [Measurement.OfCosts(Name, "s", rounds)];
    }

    private static async Task<double> Seconds(BenchCluster cluster, LocalService second, bool runs, int epochs)
    {
        if (second.IsRunning && !runs) await second.Stop();
        if (!second.IsRunning && runs)
        {
            await second.Start();
            await WarmUp(cluster, epochs);
        }
        var begun = Stopwatch.GetTimestamp();
        await Sweep(cluster, epochs);
        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static async Task Sweep(BenchCluster cluster, int epochs)
    {
        foreach (var run in await Task.WhenAll(Enumerable.Range(0, Runs).Select(_ => MeasuredRun.Watch(cluster.Client, Work.Spec(epochs, worldSize: 1))))) run.Undisturbed();
    }

    /// <summary>A run of two ranks computes on both silos, as soon as the queue knows of the second; then a whole sweep, since the silo is a new process and compiles yet.</summary>
    private static async Task WarmUp(BenchCluster cluster, int epochs)
    {
        for (var i = 0; i < WarmUps; i++)
        {
            if ((await MeasuredRun.Watch(cluster.Client, Work.Spec(epochs: 3, worldSize: 2))).Run.Events.Count > 0) continue;
            await Sweep(cluster, epochs);
            return;
        }
        throw new InvalidOperationException($"after {WarmUps} runs of two ranks none had both silos");
    }
}
