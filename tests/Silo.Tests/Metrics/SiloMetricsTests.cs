using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Prediction;
using DistributedDL.Contracts.Training;
using DistributedDL.Silo.Metrics;
using DistributedDL.Silo.Tests.OnlineLearning;

namespace DistributedDL.Silo.Tests.Metrics;

public sealed class SiloMetricsTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    [Fact]
    public async Task Instruments_AfterTrainingLearningAndPredicting_HaveCounted()
    {
        await using var silo = await TestSilo.Start(_directory.Path);
        var factory = silo.Get<IMeterFactory>();
        var counts = new ConcurrentDictionary<string, double>();
        var series = new ConcurrentBag<string>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == SiloMetrics.MeterName && ReferenceEquals(instrument.Meter.Scope, factory)) l.EnableMeasurementEvents(instrument);
        };
        void Count(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            counts.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value);
            foreach (var tag in tags) series.Add($"{instrument.Name} {tag.Key}={tag.Value}");
        }
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Count(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Count(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Count(instrument, value, tags));
        listener.Start();

        await silo.ImportBlobs("blobs");
        await silo.Grains.CreateModel("net", Samples.Classifier());
        var run = silo.Grains.GetGrain<ITrainingRun>("run");
        await run.Start(Samples.Training("net", "blobs", epochs: 4));
        await run.Ended();
        await silo.Grains.GetGrain<IPredictor>("net").Predict(null, [1, 2, 3, 4]);
        var session = silo.Grains.GetGrain<IOnlineSession>("s");
        await silo.Grains.CreateModel("fresh", Samples.Classifier());
        await session.Open(new OnlineSessionSpec { Model = "fresh", Drift = [new() { Detector = "ddm" }] });
        await session.LearnTo(1, 20);
        listener.RecordObservableInstruments();

        Assert.Equal((240, 2, 20), (counts["ddl.training.examples"], counts["ddl.predictions"], counts["ddl.session.examples"]));
        Assert.True(counts["ddl.training.epoch.duration"] > 0);
        Assert.True(counts["ddl.checkpoint.duration"] > 0);
        Assert.True(counts["ddl.journal.append.duration"] > 0);
        Assert.Equal((0, 0), (counts["ddl.lane.queue"], counts["ddl.lane.busy"]));
        Assert.Equal((0, 0), (counts["ddl.training.queue.depth"], counts["ddl.training.lanes.wanted"]));
        Assert.Contains("ddl.session.metric session=s", series);
        Assert.Contains("ddl.session.metric metric=accuracy", series);
        Assert.Contains("ddl.session.drifts detector=ddm", series);
        Assert.Contains("ddl.session.warnings session=s", series);
        // The run has ended, and its series with it.
        Assert.DoesNotContain(series, label => label.StartsWith("ddl.training.epoch.loss", StringComparison.Ordinal));
    }

    [Fact]
    public void OpenSessions_MoreThanTheBound_AreNotAllMeasured()
    {
        var sessions = new OpenSessions();
        for (var i = 0; i < OpenSessions.MostSessions + 50; i++) sessions.Report($"s{i}", new Dictionary<string, double> { ["mae"] = i }, []);

        Assert.Equal(OpenSessions.MostSessions, sessions.Measure().Count());
        sessions.Remove("s0");
        sessions.Report("late", new Dictionary<string, double> { ["mae"] = 1 }, []);
        Assert.Contains(sessions.Measure(), measurement => measurement.Tags.ToArray().Any(tag => tag.Value is "late"));
    }

    [Fact]
    public void OpenSessions_DetectorsOfOneKind_ShareASeries()
    {
        var sessions = new OpenSessions();
        sessions.Report("s", new Dictionary<string, double>(),
        [
            new("adwin", "none", 2, 90, 0, DriftAction.Report), new("ddm", "warning", 1, 80, 4, DriftAction.Report), new("adwin", "drift", 3, 95, 0, DriftAction.ResetHead),
        ]);

        Assert.Equal([("s", "adwin", 5), ("s", "ddm", 1)], sessions.MeasureDrifts().Select(Series));
        Assert.Equal([("s", "adwin", 0), ("s", "ddm", 4)], sessions.MeasureWarnings().Select(Series));

        static (object?, object?, long) Series(Measurement<long> measurement)
        {
            var tags = measurement.Tags.ToArray().ToDictionary(tag => tag.Key, tag => tag.Value);
            return (tags["session"], tags["detector"], measurement.Value);
        }
    }

    [Fact]
    public void RunningRuns_Removed_IsMeasuredNoMore()
    {
        var runs = new RunningRuns();
        runs.Report("r", "net", 0.5);
        Assert.Equal(0.5, Assert.Single(runs.MeasureLoss()).Value);

        runs.Remove("r");

        Assert.Empty(runs.MeasureLoss());
    }

    public void Dispose() => _directory.Dispose();
}
