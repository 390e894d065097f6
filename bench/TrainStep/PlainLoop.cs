using System.Diagnostics;
using DistributedDL.Bench.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace DistributedDL.Bench.TrainStep;

/// <summary>What a TorchSharp user writes: its modules, its functional loss, its Adam or another optimizer, one thread, batches made beforehand.</summary>
internal sealed class PlainLoop : IDisposable
{
    private readonly BenchNetwork _network;
    private readonly nn.Module<Tensor, Tensor> _modules;
    private readonly optim.Optimizer _optimizer;
    private readonly List<(Tensor Features, Tensor Targets)> _batches = [];

    public PlainLoop(BenchNetwork network, SyntheticExamples examples, int batchSize, Func<IEnumerable<TorchSharp.Modules.Parameter>, optim.Optimizer>? makeOptimizer = null)
    {
        _network = network;
        _modules = network.Modules();
        _optimizer = makeOptimizer?.Invoke(_modules.parameters()) ?? optim.Adam(_modules.parameters(), 1e-3);
        for (var at = 0; at < examples.Count; at += batchSize)
        {
            var features = examples.Features.AsSpan(at * examples.Width, batchSize * examples.Width).ToArray();
            var targets = examples.Targets.AsSpan(at, batchSize).ToArray();
            _batches.Add((network.PlainFeatures(tensor(features, batchSize, examples.Width)), tensor(targets).to_type(network.TargetType)));
        }
    }

    public void RunEpoch()
    {
        foreach (var (features, targets) in _batches)
        {
            using var scope = NewDisposeScope();
            _optimizer.zero_grad();
            _network.PlainLoss(_modules.forward(features), targets).backward();
            _optimizer.step();
        }
    }

    /// <summary>The same, with the clock read between the parts.</summary>
    /// <returns>The share that is neither forward nor backward, in percent.</returns>
    public double OutsidePercent()
    {
        var inside = TimeSpan.Zero;
        var begun = Stopwatch.GetTimestamp();
        foreach (var (features, targets) in _batches)
        {
            using var scope = NewDisposeScope();
            _optimizer.zero_grad();
            var forward = Stopwatch.GetTimestamp();
            var logits = _modules.forward(features);
            inside += Stopwatch.GetElapsedTime(forward);
            var loss = _network.PlainLoss(logits, targets);
            var backward = Stopwatch.GetTimestamp();
            loss.backward();
            inside += Stopwatch.GetElapsedTime(backward);
            _optimizer.step();
        }
        return 100 * (1 - inside / Stopwatch.GetElapsedTime(begun));
    }

    public void Dispose()
    {
        foreach (var (features, targets) in _batches)
        {
            features.Dispose();
            targets.Dispose();
        }
        _optimizer.Dispose();
        _modules.Dispose();
    }
}
