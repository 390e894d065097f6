using System.Globalization;
using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets.Import;

/// <summary>
/// Says for each example of a part, in order, which split it belongs to. The sizes are those of scikit-learn's
/// <c>train_test_split</c>: a share <c>f</c> of <c>n</c> is <c>ceil(n·f)</c> examples, and stratified counts differ from it in ties only.
/// Chance is selection sampling (Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S): exact sizes, every choice equally
/// likely, and nothing held for an example.
/// </summary>
public sealed class SplitPlan
{
    private readonly Random _random;
    private readonly bool _stratify;
    private readonly SplitQuota[] _quotas;
    private readonly long _tailBegins;
    private readonly string _tailSplit;
    private readonly long _orderedTestBegins;
    private long _next;

    private SplitPlan(SplitQuota[] quotas, bool stratify, long seed, long tailBegins, string tailSplit, long orderedTestBegins = long.MaxValue)
    {
        _orderedTestBegins = orderedTestBegins;
        _quotas = quotas;
        _stratify = stratify;
        _random = new Random((int)(seed ^ (seed >> 32)));
        _tailBegins = tailBegins;
        _tailSplit = tailSplit;
    }

    /// <returns>Null when the part cannot be split as asked; the faults say why.</returns>
    public static SplitPlan? Create(DatasetImportSpec spec, TargetSchema target, ScannedPart part, FaultList faults)
    {
        if (part.Split is not null and not Split.Train) return new SplitPlan([], false, spec.Seed, 0, part.Split);
        var tail = spec.TestRows;
        var test = Share(part.Examples, spec.TestFraction);
        var validation = Share(part.Examples, spec.ValidationFraction);
        var train = part.Examples - tail - test - validation;
        if (train <= 0)
        {
            var field = tail > 0 ? "test_rows" : test > 0 ? "test_fraction" : "validation_fraction";
            faults.Add(field, string.Create(CultureInfo.InvariantCulture,
                $"{tail + test} test and {validation} validation examples leave none of {part.Examples} to train on"));
            return null;
        }
        if (spec.InOrder)
            return new SplitPlan([new SplitQuota(train, 0, 0)], false, spec.Seed, train, Split.Validation, train + validation);
        var head = part.Examples - tail;
        if (!spec.Stratify) return new SplitPlan([new SplitQuota(head, test, validation)], false, spec.Seed, head, Split.Test);
        var quotas = StratifiedQuotas.Create(target, [.. part.ClassCounts.Zip(part.TailClassCounts, (all, last) => all - last)], train, test, validation, faults);
        return quotas is null ? null : new SplitPlan(quotas, true, spec.Seed, head, Split.Test);
    }

    /// <param name="target">Class index or value of the next example.</param>
    public string Next(float target)
    {
        if (_next >= _orderedTestBegins) return Split.Test;
        if (_next++ >= _tailBegins) return _tailSplit;
        return _quotas[_stratify ? (int)target : 0].Draw(_random);
    }

    private static long Share(long examples, double fraction) => (long)Math.Ceiling(examples * fraction);
}
