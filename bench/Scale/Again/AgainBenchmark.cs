using System.Diagnostics;
using DistributedDL.Bench.Harness;
using DistributedDL.Bench.Processes;
using DistributedDL.Deployment;

namespace DistributedDL.Bench.Scale.Again;

/// <summary>
/// From SIGKILL of the silo that holds a session, a predictor or a run until the next answer, in a cluster that still has another of its kind, against one process
/// on a directory that is killed and started again at once.
/// </summary>
internal sealed class AgainBenchmark : IBenchmark
{
    private static readonly (string End, (string, string)[] Settings)[] Probes = [("", []), ("/probe-1s", [("Cluster:ProbeTimeout", "00:00:01")])];

    // A checkpoint each second, so that what is learned again is no part of the figure.
    private static readonly (string, string) Checkpoints = ("Training:CheckpointInterval", "00:00:01");

    public string Name => "scale/again";

    public async Task<IReadOnlyList<Measurement>> Run(BenchSettings settings)
    {
        var measurements = new List<Measurement>();
        foreach (var (end, probe) in Probes)
        {
            await using var cluster = await BenchCluster.Start(training: 2, serving: 2, [Checkpoints, .. probe]);
            await using var embedded = await BenchCluster.Embedded(Checkpoints, ("Storage:Directory", $"data{end.Replace('/', '-')}"));
            foreach (var make in new Func<HeldWork>[] { () => new HeldSession(), () => new HeldPrediction(), () => new HeldRun() })
                measurements.Add(Measurement.OfCosts($"{Name}/{make().Name}{end}", "s", await Both(cluster, embedded, make, settings.Quick ? 1 : 3)));
        }
        return measurements;
    }

    private static async Task<List<Round>> Both(BenchCluster cluster, BenchCluster embedded, Func<HeldWork> make, int count)
    {
        await using var here = make();
        await using var there = make();
        await here.Begin(embedded.Client);
        await there.Begin(cluster.Client);
        var rounds = new List<Round>();
        for (var round = 0; round < count; round++)
        {
            await here.Next();
            var alone = await Seconds(here, embedded.Services["embedded"], startsAtOnce: true);
            var holder = await Holder(there, cluster);
            var together = await Seconds(there, holder, startsAtOnce: false);
            await holder.Start();
            rounds.Add(new Round(alone, together));
        }
        return rounds;
    }

    private static async Task<double> Seconds(HeldWork work, LocalService service, bool startsAtOnce)
    {
        await work.BeforeLoss();
        var begun = Stopwatch.GetTimestamp();
        await service.Kill();
        if (startsAtOnce) await service.Launch();
        await work.Next();
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        if (startsAtOnce) await service.WaitUntilReady();
        return seconds;
    }

    /// <summary>The silo on which the work's counter grew most with one answer.</summary>
    private static async Task<LocalService> Holder(HeldWork work, BenchCluster cluster)
    {
        var silos = cluster.Services.Services.Where(service => service.Role == work.Role).ToList();
        var before = await Task.WhenAll(silos.Select(silo => MetricsPage.Sum(silo, work.Metric)));
        double[] after;
        // A page may be some hundred milliseconds old.
        do
        {
            await work.Next();
            after = await Task.WhenAll(silos.Select(silo => MetricsPage.Sum(silo, work.Metric)));
        }
        while (after.SequenceEqual(before));
        return silos[Enumerable.Range(0, silos.Count).MaxBy(i => after[i] - before[i])];
    }
}
