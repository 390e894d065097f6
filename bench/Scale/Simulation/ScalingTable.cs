using System.Globalization;
using System.Text;

namespace DistributedDL.Bench.Scale.Simulation;

/// <summary><c>ddl bench scaling-table</c>: the tables of docs/scaling.md, from recorded points alone; nothing is measured.</summary>
internal static class ScalingTable
{
    public const string Command = "scaling-table";

    private const int Steps = 2_000, Seed = 1;

    // Of a step's wait between machines of one rack, and a share that comes by chance, both assumed: no such network was measured.
    private const double Latency = 100e-6, Unevenness = 0.05;

    private static readonly int[] Ranks = [1, 2, 4, 8, 16, 32, 64];

    public static int Run()
    {
        Console.Write(Text());
        return 0;
    }

    public static string Text() => $"{AllReduces()}\n{Measured()}\n{Predicted()}";

    private static string AllReduces()
    {
        var fit = Loopback();
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture,
            $"Fitted to loopback, two processors: a = {1e6 * fit.Latency:0} µs, B = {fit.BytesPerSecond / 1e9:0.00} GB/s, with S = {fit.AddsPerSecond / 1e9:0.0} G floats/s given.\n\n"));
        text.Append("| Floats | Ranks | Measured, ms | Predicted, ms | Error |\n|---:|---:|---:|---:|---:|\n");
        foreach (var point in Decision010.AllReduces)
        {
            var predicted = fit.Seconds(point.Ranks, point.Floats);
            text.Append(CultureInfo.InvariantCulture, $"| {point.Floats / 1e6:0.0} M | {point.Ranks} | {1e3 * point.Seconds:0.00} | {1e3 * predicted:0.00} | {100 * (predicted / point.Seconds - 1):+0;−0;0} % |\n");
        }
        return text.ToString();
    }

    private static string Measured()
    {
        var text = new StringBuilder("| Two ranks on two processors | Measured | Predicted, even ranks | Predicted, uneven ranks |\n|---|---:|---:|---:|\n");
        foreach (var (name, step, least, most) in Decision010.SpeedUps)
        {
            var even = step(Loopback());
            var uneven = even with { Unevenness = MlpUnevenness() };
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {least:0.0} to {most:0.0} × | {even.SpeedUp(2):0.00} × | {StepSimulation.SpeedUp(uneven, 2, Steps, Seed):0.00} × |\n");
        }
        return text.ToString();
    }

    /// <summary>Of the step of two ranks in decision 010, 4.7 ms in the middle: what neither the parts nor the all-reduce explain.</summary>
    private static double MlpUnevenness()
    {
        var even = Decision010.Mlp(Loopback());
        return (4.7e-3 - even.Seconds(2)) / (even.Shared / 2 * 0.5);
    }

    private static string Predicted()
    {
        var text = new StringBuilder($"| Between machines | {string.Join(" | ", Ranks.Select(ranks => $"K = {ranks}"))} |\n|---|{string.Concat(Enumerable.Repeat("---:|", Ranks.Length))}\n");
        foreach (var gigabits in new[] { 1.0, 10, 25 })
        {
            var network = AllReduceCost.Gigabits(gigabits, Latency, Decision010.AddsPerSecond);
            Row(string.Create(CultureInfo.InvariantCulture, $"784-392-196-10, batch 256, {gigabits} Gbit/s"), Decision010.Mlp(network));
            Row(string.Create(CultureInfo.InvariantCulture, $"convolutional, batch 64, {gigabits} Gbit/s"), Decision010.Cnn(network));
            Row(string.Create(CultureInfo.InvariantCulture, $"250 M parameters, 30 s a step, {gigabits} Gbit/s"), new StepCost(30, 0.1, 250_000_000, network));
        }
        return text.ToString();

        void Row(string name, StepCost cost) => text.Append(CultureInfo.InvariantCulture,
            $"| {name} | {string.Join(" | ", Ranks.Select(ranks => StepSimulation.SpeedUp(cost with { Unevenness = Unevenness }, ranks, Steps, Seed).ToString("0.0", CultureInfo.InvariantCulture)))} |\n");
    }

    private static AllReduceCost Loopback() => AllReduceFit.Of(Decision010.AllReduces, Decision010.AddsPerSecond, Decision010.Processors);
}
