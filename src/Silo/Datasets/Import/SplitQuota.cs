using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets.Import;

/// <summary>How many of the examples still to come go to each split.</summary>
public sealed class SplitQuota(long examples, long test, long validation)
{
    private long _examples = examples, _test = test, _validation = validation;

    public long Test => _test;

    public long Validation => _validation;

    public long Train => _examples - _test - _validation;

    public string Draw(Random random)
    {
        var drawn = random.NextInt64(_examples--);
        if (drawn < _test)
        {
            _test--;
            return Split.Test;
        }
        if (drawn >= _test + _validation) return Split.Train;
        _validation--;
        return Split.Validation;
    }
}
