using System.Diagnostics.Metrics;
using DistributedDL.Learning.Native;
using DistributedDL.Silo.Lanes;
using DistributedDL.Silo.Training.Queue;

namespace DistributedDL.Silo.Metrics;

/// <summary>Instruments of a silo. Prometheus shows <c>ddl.training.examples</c> as <c>ddl_training_examples_total</c>, seconds with <c>_seconds</c>.</summary>
internal sealed class SiloMetrics
{
    public const string MeterName = "DistributedDL.Silo";

    // Seconds from a journal append to a long epoch; the exporter's own bounds begin at 5.
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 300, 600, 1800],
    };

    private readonly Counter<long> _trainingExamples;
    private readonly Counter<long> _sessionExamples;
    private readonly Counter<long> _predictions;
    private readonly Histogram<double> _epochSeconds;
    private readonly Histogram<double> _checkpointSeconds;
    private readonly Histogram<double> _journalSeconds;
    private readonly Histogram<int> _journalExamples;
    private readonly Histogram<double> _recoverySeconds;
    private readonly Histogram<double> _stalenessSeconds;
    private readonly Counter<long> _snapshots;
    private readonly Histogram<double> _queueSeconds;
    private readonly Counter<long> _rankBytes;

    public SiloMetrics(IMeterFactory factory, LaneSet lanes, RunningRuns runs, OpenSessions sessions, QueueFigures queue)
    {
        var meter = factory.Create(MeterName);
        _trainingExamples = meter.CreateCounter<long>("ddl.training.examples", "{example}", "Examples that training runs have learned");
        _sessionExamples = meter.CreateCounter<long>("ddl.session.examples", "{example}", "Examples that online sessions have learned");
        _predictions = meter.CreateCounter<long>("ddl.predictions", "{example}", "Examples predicted");
        _epochSeconds = meter.CreateHistogram("ddl.training.epoch.duration", "s", "Time of one epoch", advice: Seconds);
        _checkpointSeconds = meter.CreateHistogram("ddl.checkpoint.duration", "s", "Time to store one checkpoint", advice: Seconds);
        _journalSeconds = meter.CreateHistogram("ddl.journal.append.duration", "s", "Time of one journal append with its flush", advice: Seconds);
        _journalExamples = meter.CreateHistogram<int>("ddl.journal.append.examples", "{example}", "Examples of one journal append");
        _recoverySeconds = meter.CreateHistogram("ddl.session.recovery.duration", "s", "Time to bring an online session back from checkpoint and journal", advice: Seconds);
        _stalenessSeconds = meter.CreateHistogram("ddl.session.staleness", "s", "How long the oldest example had been learned when the weights that predictions use followed", advice: Seconds);
        _snapshots = meter.CreateCounter<long>("ddl.session.snapshots", "{snapshot}", "Versions that online sessions have published, by what became of them: live, kept, candidate or failed");
        _queueSeconds = meter.CreateHistogram("ddl.training.queue.wait", "s", "How long training runs waited for their lanes", advice: Seconds);
        _rankBytes = meter.CreateCounter<long>("ddl.training.rank.traffic", "By", "Bytes that the silo's ranks exchanged with others, by direction");
        meter.CreateObservableGauge("ddl.training.queue.depth", queue.MeasureDepth, "{run}", "Training runs of the cluster that wait for lanes; told by the one silo that has the queue");
        meter.CreateObservableGauge("ddl.training.lanes.wanted", queue.MeasureLanesWanted, "{lane}", "Training lanes that the cluster's runs lack to compute with all their ranks; told by the one silo that has the queue");
        meter.CreateObservableGauge("ddl.training.epoch.loss", runs.MeasureLoss, null, "Training loss of the last epoch of each run that computes now");
        meter.CreateObservableGauge("ddl.session.metric", sessions.Measure, null, "Prequential metrics of the online sessions in memory");
        meter.CreateObservableCounter("ddl.session.drifts", sessions.MeasureDrifts, "{drift}", "Drifts that the detectors of the online sessions in memory have seen");
        meter.CreateObservableCounter("ddl.session.warnings", sessions.MeasureWarnings, "{warning}", "Warnings that the detectors of the online sessions in memory have given");
        meter.CreateObservableGauge("ddl.tensors.live", () => LiveTensors.Count, "{tensor}", "Tensors that are held; flat where nothing leaks");
        meter.CreateObservableGauge("ddl.lane.queue", () => lanes.All.Select(Waiting), "{item}", "Work that waits for a lane");
        meter.CreateObservableGauge("ddl.lane.count", () => lanes.All.Select(Count), "{lane}", "Lanes that the silo has");
        meter.CreateObservableGauge("ddl.lane.busy", () => lanes.All.Select(Busy), "{lane}", "Lanes that compute now");
    }

    public void Epoch(string model, long examples, double seconds)
    {
        _trainingExamples.Add(examples, Tag("model", model));
        _epochSeconds.Record(seconds, Tag("model", model));
    }

    public void Learned(string model, long examples) => _sessionExamples.Add(examples, Tag("model", model));

    public void Predicted(string model, long examples) => _predictions.Add(examples, Tag("model", model));

    public void Checkpointed(string kind, double seconds) => _checkpointSeconds.Record(seconds, Tag("kind", kind));

    public void Journalled(double seconds, int examples)
    {
        _journalSeconds.Record(seconds);
        _journalExamples.Record(examples);
    }

    public void Published(TimeSpan staleness) => _stalenessSeconds.Record(staleness.TotalSeconds);

    /// <param name="outcome"><c>live</c>, <c>kept</c>, <c>candidate</c> or <c>failed</c>.</param>
    public void Snapshot(string model, string outcome) => _snapshots.Add(1, Tag("model", model), Tag("outcome", outcome));

    public void RankBytes(long sent, long received)
    {
        _rankBytes.Add(sent, Tag("direction", "sent"));
        _rankBytes.Add(received, Tag("direction", "received"));
    }

    public void LanesGranted(TimeSpan waited) => _queueSeconds.Record(waited.TotalSeconds);

    public void Recovered(double seconds) => _recoverySeconds.Record(seconds);

    private static Measurement<int> Waiting(LanePool pool) => new(pool.Waiting, Tag("kind", $"{pool.Kind}".ToLowerInvariant()));

    private static Measurement<int> Count(LanePool pool) => new(pool.Lanes, Tag("kind", $"{pool.Kind}".ToLowerInvariant()));

    private static Measurement<int> Busy(LanePool pool) => new(pool.Busy, Tag("kind", $"{pool.Kind}".ToLowerInvariant()));

    private static KeyValuePair<string, object?> Tag(string key, string value) => new(key, value);
}
