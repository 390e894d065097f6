using System.Globalization;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.OnlineLearning.Growth;
using DistributedDL.Learning.Training;

namespace DistributedDL.Learning.OnlineLearning.Drift;

/// <summary>
/// What follows a drift. All of it is a function of the learner's state, so that a replay does the same. Where a raised rate is asked for
/// twice, the later end holds, and the greater factor of different detectors. A head that is reset keeps the optimizer's count of updates, so
/// Adam does not correct its moments for their start at zero once more: its first updates are up to some 6 times as long.
/// </summary>
internal sealed class DriftActions(IReadOnlyList<DriftSpec> specs, IReadOnlyDictionary<int, IReadOnlyList<NamedTensor>> versions)
{
    private const string Name = "drift.actions";
    private const string VersionsPrefix = "drift.versions.";

    private IReadOnlyDictionary<int, IReadOnlyList<NamedTensor>> _versions = versions;
    private readonly long[] _raisedExamples = new long[specs.Count];
    private long _headResets;

    private readonly int[] _wanted = [.. specs.Where(spec => spec.Action == DriftAction.RollBack).Select(spec => spec.Version ?? 0).Distinct().Order()];

    /// <summary>What the next update's learning rate is multiplied by; exactly 1 most of the time.</summary>
    public double RateFactor { get; private set; } = 1;

    /// <summary>So many examples have been learned with <see cref="RateFactor"/>.</summary>
    public void Learned(int examples)
    {
        if (RateFactor == 1) return;
        foreach (ref var left in _raisedExamples.AsSpan()) left = Math.Max(0, left - examples);
        SetFactor();
    }

    /// <param name="place">Of the spec whose detector said drift.</param>
    public void Apply(int place, Learner learner)
    {
        var spec = specs[place];
        switch (spec.Action)
        {
            case DriftAction.RaiseLearningRate:
                _raisedExamples[place] = spec.Examples;
                SetFactor();
                break;
            case DriftAction.ResetHead:
                _headResets++;
                var head = Head.Of(learner.Network)!;
                head.Initialize((long)SeededRandom.Hash(learner.Seed, _headResets));
                learner.Optimizer.Forget(head.Parameters);
                break;
            case DriftAction.RollBack:
                learner.Network.LoadWeights(_versions[spec.Version!.Value]);
                learner.Optimizer.Reset();
                break;
        }
    }

    /// <summary>A roll back goes to a version with as many outputs as the network has now.</summary>
    public void Grow(ArchitectureSpec architecture) => _versions = _versions.ToDictionary(version => version.Key, version => GrowingHead.Grow(architecture, version.Value));

    /// <summary>The versions that a checkpoint holds for its roll backs: a session outlives the deletion of them.</summary>
    public static IReadOnlyDictionary<int, IReadOnlyList<NamedTensor>> VersionsIn(IEnumerable<NamedTensor> checkpoint) =>
        (from tensor in checkpoint
         where tensor.Name.StartsWith(VersionsPrefix, StringComparison.Ordinal)
         let parts = tensor.Name[VersionsPrefix.Length..].Split('.', 2)
         group tensor with { Name = parts[1] } by int.Parse(parts[0], CultureInfo.InvariantCulture))
        .ToDictionary(version => version.Key, IReadOnlyList<NamedTensor> (version) => [.. version]);

    public IEnumerable<NamedTensor> Capture() =>
        _wanted.SelectMany(Version).Prepend(StoredTensor.From(Name, [.. _raisedExamples, _headResets]));

    public void Expect(TensorReader reader)
    {
        reader.Expect<long>(Name, _raisedExamples.Length + 1);
        foreach (var tensor in _wanted.SelectMany(Version)) reader.Expect(tensor.Name, tensor.Shape, tensor.Data.Length / sizeof(float));
    }

    public void Restore(TensorReader reader)
    {
        var stored = new long[_raisedExamples.Length + 1];
        reader.Copy(Name, stored.AsSpan());
        stored.AsSpan(0, _raisedExamples.Length).CopyTo(_raisedExamples);
        _headResets = stored[^1];
        SetFactor();
    }

    private IEnumerable<NamedTensor> Version(int number) => _versions[number].Select(tensor => tensor with { Name = $"{VersionsPrefix}{number}.{tensor.Name}" });

    private void SetFactor()
    {
        RateFactor = 1;
        for (var i = 0; i < specs.Count; i++)
        {
            if (_raisedExamples[i] > 0) RateFactor = Math.Max(RateFactor, specs[i].Factor);
        }
    }
}
