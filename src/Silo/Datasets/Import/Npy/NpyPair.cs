namespace DistributedDL.Silo.Datasets.Import.Npy;

/// <summary>Features and targets of the same examples.</summary>
public sealed record NpyPair(string? Split, NpyFile Features, NpyFile Targets)
{
    /// <summary>Pairs the files of each split.</summary>
    public static IReadOnlyList<NpyPair> Match(IReadOnlyList<NpyFile> files, FaultList faults)
    {
        var pairs = new List<NpyPair>();
        foreach (var group in files.GroupBy(file => file.File.Split))
        {
            var (features, targets) = (group.Where(file => !file.HoldsTargets).ToList(), group.Where(file => file.HoldsTargets).ToList());
            if (features is not [var feature] || targets is not [var target])
            {
                faults.Add(group.First().File.FileName, $"{(group.Key is null ? "the import" : $"the {group.Key} split")} has {features.Count} arrays of features (two dimensions and more) and {targets.Count} of targets (one dimension); one of each is needed");
                continue;
            }
            if (feature.Header.Examples != target.Header.Examples)
                faults.Add(target.File.FileName, $"{target.Header.Examples} targets, but '{feature.File.FileName}' has {feature.Header.Examples} examples");
            if (pairs.Count > 0 && !feature.Header.Shape.SequenceEqual(pairs[0].Features.Header.Shape))
                faults.Add(feature.File.FileName, $"examples have shape [{string.Join(", ", feature.Header.Shape)}], those of '{pairs[0].Features.File.FileName}' [{string.Join(", ", pairs[0].Features.Header.Shape)}]");
            pairs.Add(new NpyPair(group.Key, feature, target));
        }
        return pairs;
    }
}
