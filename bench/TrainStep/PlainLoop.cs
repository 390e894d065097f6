using System.Diagnostics;
using DistributedDL.Bench.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace DistributedDL.Bench.TrainStep;

/// <summary>What a TorchSharp user writes: its modules, its functional loss, its Adam or another optimizer, one thread, batches made beforehand.</summary>
internal sealed class PlainLoop : IDisposable
{
    private readonly BenchNetwork network;
    private readonly nn.Module<Tensor, Tensor> modules;
    private readonly optim.Optimizer optimizer;
    private readonly List<(Tensor Features, Tensor Targets)> batches = [];

    public PlainLoop(BenchNetwork network, SyntheticExamples examples, int batchSize, Func<IEnumerable<TorchSharp.Modules.Parameter>, optim.Optimizer>? makeOptimizer = null)
    {
        this.network = network;
        modules = network.Modules();
        optimizer = makeOptimizer?.Invoke(modules.parameters()) ?? optim.Adam(modules.parameters(), 1e-3);
        for (var at = 0; at < examples.Count; at += batchSize)
        {
            var features = examples.Features.AsSpan(at * examples.Width, batchSize * examples.Width).ToArray();
            var targets = examples.Targets.AsSpan(at, batchSize).ToArray();
            batches.Add((network.PlainFeatures(tensor(features, batchSize, examples.Width)), tensor(targets).to_type(network.TargetType)));
        }
    }

    public void RunEpoch()
    {
        foreach (var (features, targets) in batches)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            network.PlainLoss(modules.forward(features), targets).backward();
            optimizer.step();
        }
    }

    /// <summary>The same, with the clock read between the parts.</summary>
    /// <returns>The share that is neither forward nor backward, in percent.</returns>
    public double OutsidePercent()
    {
        var inside = TimeSpan.Zero;
        var begun = Stopwatch.GetTimestamp();
        foreach (var (features, targets) in batches)
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var forward = Stopwatch.GetTimestamp();
            var logits = modules.forward(features);
            inside += Stopwatch.GetElapsedTime(forward);
            var loss = network.PlainLoss(logits, targets);
            var backward = Stopwatch.GetTimestamp();
            loss.backward();
            inside += Stopwatch.GetElapsedTime(backward);
            optimizer.step();
        }
        return 100 * (1 - inside / Stopwatch.GetElapsedTime(begun));
    }

    public void Dispose()
    {
        foreach (var (features, targets) in batches)
        {
            features.Dispose();
            targets.Dispose();
        }
        optimizer.Dispose();
        modules.Dispose();
    }
}
