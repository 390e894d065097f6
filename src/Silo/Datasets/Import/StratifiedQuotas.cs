using System.Globalization;
using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets.Import;

/// <summary>
/// Shares out splits among classes as scikit-learn's <c>StratifiedShuffleSplit</c> does: the whole part of each class's share,
/// then one more to those with the largest remainders. Equal remainders go to the earlier label, where scikit-learn draws.
/// </summary>
public static class StratifiedQuotas
{
    /// <returns>A quota a class, or null when the faults say why there can be none.</returns>
    public static SplitQuota[]? Create(TargetSchema target, long[] classCounts, long train, long test, long validation, FaultList faults)
    {
        if (target.Kind is not TargetKind.Class)
        {
            faults.Add("stratify", $"column '{target.Name}' holds values; only classes can keep their shares");
            return null;
        }
        var before = faults.Found;
        for (var i = 0; i < classCounts.Length; i++)
            if (classCounts[i] < 2) faults.Add("stratify", $"class '{target.Labels[i]}' has {classCounts[i]} {(classCounts[i] == 1 ? "example" : "examples")}; at least 2 are needed");
        foreach (var (name, size) in new[] { (Split.Train, train), (Split.Validation, validation), (Split.Test, test) })
            if (size > 0 && size < classCounts.Length)
                faults.Add("stratify", string.Create(CultureInfo.InvariantCulture, $"the {name} split has {size} examples; {classCounts.Length} classes need at least one each"));
        if (faults.Found > before) return null;

        var trains = Apportion(classCounts, train);
        var left = classCounts.Zip(trains, (all, taken) => all - taken).ToArray();
        var tests = Apportion(left, test);
        return [.. classCounts.Select((all, i) => new SplitQuota(all, tests[i], left[i] - tests[i]))];
    }

    /// <summary>Divides <paramref name="seats"/> in proportion to <paramref name="counts"/> by largest remainders.</summary>
    public static long[] Apportion(long[] counts, long seats)
    {
        var total = (double)counts.Sum();
        if (total == 0) return new long[counts.Length];
        var shares = counts.Select(count => count / total * seats).ToArray();
        var whole = shares.Select(share => (long)Math.Floor(share)).ToArray();
        var missing = (int)(seats - whole.Sum());
        foreach (var i in Enumerable.Range(0, counts.Length).OrderByDescending(i => shares[i] - whole[i]).Take(missing)) whole[i]++;
        return whole;
    }
}
