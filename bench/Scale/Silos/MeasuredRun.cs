using DistributedDL.Client;
using DistributedDL.Client.Training;
using Grpc.Core;

namespace DistributedDL.Bench.Scale.Silos;

/// <summary>A training run on a cluster, watched to its end.</summary>
/// <param name="Epochs">In their order.</param>
internal sealed record MeasuredRun(TrainingRun Run, IReadOnlyList<Epoch> Epochs)
{
    /// <summary>Examples a second by the run's own clock, without its first epoch, which compiles and fills caches.</summary>
    public double Rate => Epochs.Skip(1).Sum(epoch => (double)epoch.Examples) / Epochs.Skip(1).Sum(epoch => epoch.Seconds);

    /// <exception cref="InvalidOperationException">It did not complete.</exception>
    public static async Task<MeasuredRun> Watch(DistributedDLClient client, TrainingSpec spec)
    {
        var run = await client.Training.StartRunAsync(new StartRunRequest { Spec = spec });
        var epochs = new SortedDictionary<int, Epoch>();
        using var watch = client.Training.WatchRun(new WatchRunRequest { Run = run.Run });
        await foreach (var part in watch.ResponseStream.ReadAllAsync())
        {
            foreach (var epoch in part.Epochs) epochs[epoch.Epoch_] = epoch;
            run = part.Run ?? run;
        }
        if (run.State != RunState.Completed) throw new InvalidOperationException($"the run ended as {run.State}: {run.Error}");
        return new MeasuredRun(run, [.. epochs.Values]);
    }

    /// <exception cref="InvalidOperationException">Something befell it: it would not be the run that is to be measured.</exception>
    public MeasuredRun Undisturbed() =>
        Run.Events.Count == 0 ? this : throw new InvalidOperationException($"the run was disturbed: {string.Join("; ", Run.Events.Select(befell => befell.Text))}");
}
