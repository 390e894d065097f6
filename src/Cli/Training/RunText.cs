using System.Globalization;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client.Training;

namespace DistributedDL.Cli.Training;

internal static class RunText
{
    public static void Write(TextWriter output, TrainingRun run)
    {
        output.WriteLine($"Run {run.Run} is {run.State.Name()}: {run.Spec.Model} on {run.Spec.Dataset}@{run.Spec.DatasetVersion}");
        var facts = new Columns("", "").Add("epochs", $"{Figures.Count(run.EpochsCompleted)} of {Figures.Count(run.Spec.Epochs)}");
        if (run.LastEpoch is { } last)
        {
            facts.Add("loss", Figures.Number(last.Loss));
            foreach (var (name, value) in last.Metrics.OrderBy(pair => pair.Key, StringComparer.Ordinal)) facts.Add(name, Figures.Number(value));
            if (last.Seconds > 0) facts.Add("speed", $"{Figures.Count((long)(last.Examples / last.Seconds))} examples/s");
        }
        if (Duration(run) is { } duration) facts.Add("time", Figures.Seconds(duration.TotalSeconds));
        if (run.Attempt > 1) facts.Add("attempts", run.Attempt.ToString(CultureInfo.InvariantCulture));
        if (run.Spec.WorldSize > 1) facts.Add("ranks", $"{(run.Ranks > 0 ? $"{run.Ranks} of " : "")}{run.Spec.WorldSize} asked for");
        if (run.Spec.AverageEvery > 1) facts.Add("average every", $"{Figures.Count(run.Spec.AverageEvery)} steps");
        if (run.Spec.Priority != 0) facts.Add("priority", run.Spec.Priority.ToString(CultureInfo.InvariantCulture));
        if (run.ModelVersion > 0) facts.Add("version", $"{run.Spec.Model}@{run.ModelVersion}{(run.Spec.NoPromote ? "" : ", live")}");
        if (run.StoppedEarly) facts.Add("stopped", run.Spec.StopWhen is { } stop && Reached(stop, run.LastEpoch) ? $"early: {stop.Metric} reached its bound" : "early: the monitored metric got no better");
        if (run.BestEpoch > 0) facts.Add("published", $"the weights of epoch {Figures.Count(run.BestEpoch)}");
        if (run.Spec.Transfer is { } transfer) facts.Add("from", $"{transfer.ParentModel}@{transfer.ParentVersion}");
        if (run.Error.Length > 0) facts.Add("error", run.Error);
        facts.Write(output, "  ");
        foreach (var e in run.Events) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {e.At.ToDateTimeOffset():HH:mm:ss} attempt {e.Attempt}: {e.Text}"));
    }

    /// <summary>What stands beside the bar: epoch, loss, metrics, speed.</summary>
    public static string Progress(TrainingRun run)
    {
        var epoch = Math.Min(run.EpochsCompleted + 1, run.Spec.Epochs);
        if (run.LastEpoch is not { } last) return $"epoch {epoch}/{run.Spec.Epochs}";
        var speed = last.Seconds > 0 ? $"  {Figures.Count((long)(last.Examples / last.Seconds))}/s" : "";
        return $"epoch {epoch}/{run.Spec.Epochs}  loss {Figures.Number(last.Loss)}{Metric(last)}{speed}";
    }

    private static bool Reached(StopWhen stop, Epoch? last)
    {
        if (last is null) return false;
        var value = stop.Metric == "train_loss" ? last.Loss : last.Metrics.TryGetValue(stop.Metric, out var found) ? found : double.NaN;
        return (stop.HasAtLeast && value >= stop.AtLeast) || (stop.HasAtMost && value <= stop.AtMost);
    }

    private static string Metric(Epoch epoch)
    {
        var metrics = epoch.Metrics.Keys.Where(name => !name.EndsWith("loss", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        var name = metrics.Find(name => name.StartsWith("validation_", StringComparison.Ordinal)) ?? metrics.FirstOrDefault();
        return name is null ? "" : $"  {name.Replace("train_", "", StringComparison.Ordinal)} {Figures.Number(epoch.Metrics[name])}";
    }

    private static TimeSpan? Duration(TrainingRun run) =>
        run.StartedAt is null || run.EndedAt is null ? null : run.EndedAt.ToDateTimeOffset() - run.StartedAt.ToDateTimeOffset();
}
