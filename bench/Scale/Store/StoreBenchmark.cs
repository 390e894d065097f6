using DistributedDL.Bench.Harness;

namespace DistributedDL.Bench.Scale.Store;

/// <summary>What Azure Blob Storage, membership and a gateway of its own cost: the same load on each form of the service, against one process on a directory.</summary>
internal sealed class StoreBenchmark(string kind, string unit, Func<BenchSettings, IStoreLoad> load) : IBenchmark
{
    public static StoreBenchmark Predict { get; } = new("predict", "calls/s", settings => new PredictLoad(settings));

    public static StoreBenchmark Learn { get; } = new("learn", "examples/s", settings => new LearnLoad(settings));

    public string Name => $"scale/store/{kind}";

    public async Task<IReadOnlyList<Measurement>> Run(BenchSettings settings)
    {
        var run = load(settings);
        await using var places = await StorePlaces.Start();
        foreach (var channel in places.Others.Select(place => place.Channel).Append(places.Directory)) await run.Install(channel);
        var measurements = new List<Measurement>();
        foreach (var (name, channel) in places.Others)
        {
            var rounds = await Rounds.Run(settings.Rounds, () => run.Rate(places.Directory), () => run.Rate(channel));
            measurements.Add(Measurement.OfRates($"{Name}/{name}", unit, rounds));
        }
        return measurements;
    }
}
