using System.Diagnostics;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Metrics;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Training;

namespace DistributedDL.Bench.TrainStep;

/// <summary>The trainer's step, with the clock read between its parts.</summary>
internal sealed unsafe class TimedStep : IDisposable
{
    private readonly Network _network;
    private readonly ExampleSet _examples;
    private readonly Learner _learner;
    private readonly int _operations;
    private readonly int[] _batch;
    private readonly float[] _targets, _losses, _predictions;
    private readonly long[] _parts = new long[5];

    public TimedStep(Network network, TrainingSpec spec, ExampleSet examples)
    {
        (_network, _examples) = (network, examples);
        _learner = new Learner(network, LearnerSpec.Of(spec), []);
        _operations = Learner.LogitOperations(network, _learner.Loss);
        (_batch, _targets, _losses, _predictions) = (new int[spec.BatchSize], new float[spec.BatchSize], new float[spec.BatchSize], new float[spec.BatchSize]);
    }

    /// <summary>Shares of the steps over all examples, in percent: batch, forward, loss and metrics, backward, optimizer.</summary>
    public IReadOnlyList<double> RunEpoch()
    {
        Array.Clear(_parts);
        var metrics = MetricSet.For(_learner.Loss.Classes(_network.Form.Width));
        for (var done = 0; done < _examples.Count; done += _batch.Length)
        {
            for (var i = 0; i < _batch.Length; i++) _batch[i] = done + i;
            Step(metrics);
        }
        var all = (double)_parts.Sum();
        return [.. _parts.Select(part => 100 * part / all)];
    }

    public void Dispose()
    {
        _learner.Dispose();
        _network.Dispose();
    }

    private void Step(MetricSet metrics)
    {
        var at = Stopwatch.GetTimestamp();
        _examples.Gather(_batch, _learner.Input(_batch.Length), _targets);
        at = Add(0, at);
        var pass = _network.RequirePass(_batch.Length);
        var outputs = pass.Forward(_batch.Length, _operations, learns: true);
        at = Add(1, at);
        _learner.Loss.Compute(outputs.Pointer, _network.Form.Width, _targets, _losses, _predictions, pass.OutputGradient(_operations).Pointer);
        metrics.Add(_predictions, _targets, _losses);
        at = Add(2, at);
        pass.Backward(_batch.Length, _operations);
        at = Add(3, at);
        _learner.Optimizer.Step();
        Add(4, at);
    }

    private long Add(int part, long since)
    {
        var now = Stopwatch.GetTimestamp();
        _parts[part] += now - since;
        return now;
    }
}
