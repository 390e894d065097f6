using System.Diagnostics;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Metrics;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Training;

namespace DistributedDL.Bench.TrainStep;

/// <summary>The trainer's step, with the clock read between its parts.</summary>
internal sealed unsafe class TimedStep : IDisposable
{
    private readonly Network network;
    private readonly ExampleSet examples;
    private readonly Learner learner;
    private readonly int operations;
    private readonly int[] batch;
    private readonly float[] targets, losses, predictions;
    private readonly long[] parts = new long[5];

    public TimedStep(Network network, TrainingSpec spec, ExampleSet examples)
    {
        (this.network, this.examples) = (network, examples);
        learner = new Learner(network, LearnerSpec.Of(spec), []);
        operations = Learner.LogitOperations(network, learner.Loss);
        (batch, targets, losses, predictions) = (new int[spec.BatchSize], new float[spec.BatchSize], new float[spec.BatchSize], new float[spec.BatchSize]);
    }

    /// <summary>Shares of the steps over all examples, in percent: batch, forward, loss and metrics, backward, optimizer.</summary>
    public IReadOnlyList<double> RunEpoch()
    {
        Array.Clear(parts);
        var metrics = MetricSet.For(learner.Loss.Classes(network.Form.Width));
        for (var done = 0; done < examples.Count; done += batch.Length)
        {
            for (var i = 0; i < batch.Length; i++) batch[i] = done + i;
            Step(metrics);
        }
        var all = (double)parts.Sum();
        return [.. parts.Select(part => 100 * part / all)];
    }

    public void Dispose()
    {
        learner.Dispose();
        network.Dispose();
    }

    private void Step(MetricSet metrics)
    {
        var at = Stopwatch.GetTimestamp();
        examples.Gather(batch, learner.Input(batch.Length), targets);
        at = Add(0, at);
        var pass = network.RequirePass(batch.Length);
        var outputs = pass.Forward(batch.Length, operations, learns: true);
        at = Add(1, at);
        learner.Loss.Compute(outputs.Pointer, network.Form.Width, targets, losses, predictions, pass.OutputGradient(operations).Pointer);
        metrics.Add(predictions, targets, losses);
        at = Add(2, at);
        pass.Backward(batch.Length, operations);
        at = Add(3, at);
        learner.Optimizer.Step();
        Add(4, at);
    }

    private long Add(int part, long since)
    {
        var now = Stopwatch.GetTimestamp();
        parts[part] += now - since;
        return now;
    }
}
