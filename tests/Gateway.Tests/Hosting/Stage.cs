using System.Collections.Concurrent;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Training;

namespace DistributedDL.Gateway.Tests.Hosting;

/// <summary>What the grains of the test cluster are told to do, and what they were asked.</summary>
public sealed class Stage
{
    /// <summary>By grain key: thrown by whatever is called.</summary>
    public ConcurrentDictionary<string, Exception> Failures { get; } = new();

    /// <summary>By grain key: awaited before a long operation answers.</summary>
    public ConcurrentDictionary<string, TaskCompletionSource> Holds { get; } = new();

    public ConcurrentDictionary<string, byte[][]> ImportedFiles { get; } = new();

    public ConcurrentDictionary<string, List<LearnBatch>> Batches { get; } = new();

    public ConcurrentDictionary<string, TrainingRunReport> Runs { get; } = new();

    /// <summary>By model: the version it resolves to.</summary>
    public ConcurrentDictionary<string, ModelVersionReport> Versions { get; } = new();

    public ConcurrentDictionary<string, EpochReport[]> Epochs { get; } = new();

    public ConcurrentDictionary<string, int[]> PredictedLengths { get; } = new();

    /// <summary>By session: so many calls are refused as there is no room.</summary>
    public ConcurrentDictionary<string, int> Overloads { get; } = new();

    public bool IsFull(string key) => Overloads.ContainsKey(key) && Overloads.AddOrUpdate(key, 0, (_, left) => left - 1) >= 0;

    public async Task Enter(string key)
    {
        if (Holds.TryGetValue(key, out var hold)) await hold.Task;
        if (Failures.TryGetValue(key, out var failure)) throw failure;
    }
}
