using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets.Import;

/// <summary>Options that files with splits of their own leave no room for.</summary>
public static class NamedSplitRules
{
    public static void Check(DatasetImportSpec spec, IReadOnlyList<string?> splits, FaultList faults)
    {
        if (splits.Count > 0 && splits.All(split => split is not null and not Split.Train))
            faults.Add("files", "nothing is given for the train split");
        if (splits.Contains(Split.Test))
        {
            const string given = "the files name a test split of their own";
            if (spec.TestFraction > 0) faults.Add("test_fraction", FormattableString.Invariant($"{spec.TestFraction}: {given}"));
            if (spec.TestRows > 0) faults.Add("test_rows", $"{spec.TestRows}: {given}");
        }
        if (spec.ValidationFraction > 0 && splits.Contains(Split.Validation))
            faults.Add("validation_fraction", FormattableString.Invariant($"{spec.ValidationFraction}: the files name a validation split of their own"));
    }
}
