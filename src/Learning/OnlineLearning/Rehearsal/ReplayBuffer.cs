using System.Runtime.InteropServices;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.OnlineLearning.Rehearsal;

/// <summary>
/// Earlier examples, each equally likely to be kept (algorithm R of Vitter 1985), and drawn with replacement. Chance is a function of the seed
/// and of how many were seen and drawn, so that a replay of the stream keeps and draws the same ones.
/// </summary>
internal sealed class ReplayBuffer
{
    public const int MaxSize = 1_000_000;
    public const double MaxShare = 16;

    /// <summary>64 MiB of features: every checkpoint holds them.</summary>
    public const long MaxNumbers = 16 << 20;

    private const string CountsName = "replay.counts";
    private const string OwedName = "replay.owed";
    private const string FeaturesName = "replay.features";
    private const string TargetsName = "replay.targets";

    private readonly int _size;
    private readonly int _width;
    private readonly double _share;
    private readonly long _keepingSeed;
    private readonly long _drawingSeed;
    private readonly List<float> _features = [];
    private readonly List<float> _targets = [];
    private long _seen;
    private long _drawn;
    private double _owed;

    private ReplayBuffer(ReplaySpec spec, int width, long seed)
    {
        (_size, _share, _width) = (spec.Size, spec.Share, width);
        (_keepingSeed, _drawingSeed) = ((long)SeededRandom.Hash(seed, 1), (long)SeededRandom.Hash(seed, 2));
    }

    /// <returns>Null where the spec asks for none, or is wrong.</returns>
    public static ReplayBuffer? Bind(OnlineSessionSpec spec, int width, List<FieldViolation> violations)
    {
        if (spec.Replay is not { } replay) return null;
        var before = violations.Count;
        if (replay.Size is < 1 or > MaxSize) violations.Add(new("replay.size", $"{replay.Size} is not from 1 to {MaxSize}"));
        else if ((long)replay.Size * width > MaxNumbers)
            violations.Add(new("replay.size", $"{replay.Size} examples of {width} numbers are more than {MaxNumbers} numbers; {MaxNumbers / width} examples are the most"));
        if (!(replay.Share is > 0 and <= MaxShare)) violations.Add(new("replay.share", FormattableString.Invariant($"{replay.Share} is not above 0 and at most {MaxShare}")));
        return violations.Count == before ? new ReplayBuffer(replay, width, spec.Seed) : null;
    }

    /// <summary>How many earlier examples are learned beside so many new ones; fractions are carried over.</summary>
    public int Due(int examples)
    {
        if (_targets.Count == 0) return 0;
        _owed += _share * examples;
        var due = (int)_owed;
        _owed -= due;
        return due;
    }

    /// <param name="toFeatures"><c>[examples, width]</c></param>
    /// <param name="toTargets">One an example.</param>
    public void Draw(Span<float> toFeatures, Span<float> toTargets)
    {
        var kept = CollectionsMarshal.AsSpan(_features);
        for (var i = 0; i < toTargets.Length; i++)
        {
            var place = (int)(SeededRandom.Hash(_drawingSeed, ++_drawn) % (ulong)_targets.Count);
            kept.Slice(place * _width, _width).CopyTo(toFeatures[(i * _width)..]);
            toTargets[i] = _targets[place];
        }
    }

    /// <param name="newFeatures"><c>[examples, width]</c></param>
    public void Add(ReadOnlySpan<float> newFeatures, ReadOnlySpan<float> newTargets)
    {
        for (var i = 0; i < newTargets.Length; i++)
        {
            var example = newFeatures.Slice(i * _width, _width);
            _seen++;
            if (_targets.Count < _size)
            {
                _features.AddRange(example);
                _targets.Add(newTargets[i]);
                continue;
            }
            var place = SeededRandom.Hash(_keepingSeed, _seen) % (ulong)_seen;
            if (place >= (ulong)_size) continue;
            example.CopyTo(CollectionsMarshal.AsSpan(_features)[((int)place * _width)..]);
            _targets[(int)place] = newTargets[i];
        }
    }

    public IEnumerable<NamedTensor> Capture() =>
    [
        StoredTensor.From(CountsName, new[] { _seen, _drawn }),
        StoredTensor.From(OwedName, new[] { _owed }),
        StoredTensor.From(FeaturesName, [_targets.Count, _width], CollectionsMarshal.AsSpan(_features)),
        StoredTensor.From(TargetsName, [_targets.Count], CollectionsMarshal.AsSpan(_targets)),
    ];

    public void Expect(TensorReader reader)
    {
        var rows = (int)Math.Min(reader.RowsOf(TargetsName), _size);
        reader.Expect<long>(CountsName, 2);
        reader.Expect<double>(OwedName, 1);
        reader.Expect(FeaturesName, [rows, _width], rows * _width);
        reader.Expect(TargetsName, [rows], rows);
    }

    public void Restore(TensorReader reader)
    {
        Span<long> counts = [0, 0];
        reader.Copy(CountsName, counts);
        (_seen, _drawn) = (counts[0], counts[1]);
        Span<double> stored = [0];
        reader.Copy(OwedName, stored);
        _owed = stored[0];
        var rows = (int)reader.RowsOf(TargetsName);
        CollectionsMarshal.SetCount(_features, rows * _width);
        CollectionsMarshal.SetCount(_targets, rows);
        reader.Copy(FeaturesName, CollectionsMarshal.AsSpan(_features));
        reader.Copy(TargetsName, CollectionsMarshal.AsSpan(_targets));
    }
}
