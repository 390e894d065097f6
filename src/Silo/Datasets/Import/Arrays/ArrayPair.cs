using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets.Import.Arrays;

/// <summary>Features and targets of the same examples.</summary>
public sealed record ArrayPair(string? Split, ArrayFile Features, ArrayFile Targets)
{
    /// <summary>
    /// Pairs the files of each split: the splits that were given with the files or, where none was, those that the names tell of
    /// when they tell of more than one.
    /// </summary>
    public static IReadOnlyList<ArrayPair> Match(IReadOnlyList<ArrayFile> files, FaultList faults)
    {
        var given = files.Any(file => file.File.Split is not null);
        var named = !given && files.Select(SplitByName).Distinct().Count() > 1;
        if (named)
        {
            foreach (var file in files.Where(file => SplitByName(file) is null))
                faults.Add(file.Name, "cannot be told to a split: other files are named for theirs; begin the name with train, val, test or t10k");
        }
        var pairs = new List<ArrayPair>();
        foreach (var group in files.GroupBy(file => given ? file.File.Split : named ? SplitByName(file) : null).Where(group => !named || group.Key is not null))
            AddPair(pairs, group, faults);
        if (named && faults.Found == 0 && pairs.All(pair => pair.Split != Contracts.Datasets.Split.Train))
            faults.Add("files", "no file is named for the train split");
        foreach (var pair in pairs.Skip(1).Where(pair => !pair.Features.Header.Shape.SequenceEqual(pairs[0].Features.Header.Shape)))
            faults.Add(pair.Features.Name, $"examples have shape {Shape(pair)}, those of '{pairs[0].Features.Name}' {Shape(pairs[0])}");
        return [.. pairs.OrderBy(pair => Contracts.Datasets.Split.All.ToList().IndexOf(pair.Split ?? ""))];
    }

    private static string? SplitByName(ArrayFile file) => file.Form.SplitOf(file.Name);

    private static void AddPair(List<ArrayPair> pairs, IGrouping<string?, ArrayFile> group, FaultList faults)
    {
        var first = group.First();
        var targetName = first.Form.TargetName;
        var targets = group.Where(file => file.HoldsTargets).ToList();
        var features = group.Where(file => !file.HoldsTargets).ToList();
        if (features is not [var feature] || targets is not [var target])
        {
            var whole = group.Key is null ? "the import" : $"the {group.Key} split";
            faults.Add(first.Name, $"{whole} has {Count(features)} with features and {Count(targets)} with {targetName}s; one of each is needed");
            return;
        }
        if (feature.Header.Examples != target.Header.Examples)
            faults.Add(target.Name, $"{target.Header.Examples} {targetName}s, but '{feature.Name}' has {feature.Header.Examples} examples");
        pairs.Add(new ArrayPair(group.Key, feature, target));
    }

    private static string Shape(ArrayPair pair) => $"[{string.Join(", ", pair.Features.Header.Shape)}]";

    private static string Count(List<ArrayFile> files) =>
        files.Count == 0 ? "no file" : $"{files.Count} {(files.Count == 1 ? "file" : "files")} ({string.Join(", ", files.Select(file => $"'{file.Name}'"))})";
}
