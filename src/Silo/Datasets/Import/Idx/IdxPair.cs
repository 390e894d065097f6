using System.Globalization;

namespace DistributedDL.Silo.Datasets.Import.Idx;

/// <summary>Features and labels of the same examples.</summary>
public sealed record IdxPair(string? Split, IdxFile Features, IdxFile Labels)
{
    /// <summary>
    /// Pairs files by their dimensions and names: one dimension is labels, more are features; files whose names begin with
    /// <c>train</c>, <c>val</c>, <c>test</c> or <c>t10k</c> belong to that split when there is more than one such split.
    /// </summary>
    public static IReadOnlyList<IdxPair> Match(IReadOnlyList<IdxFile> files, FaultList faults)
    {
        var bySplit = files.Select(file => file.Split).Distinct().Count() > 1;
        if (bySplit)
            foreach (var file in files.Where(file => file.Split is null))
                faults.Add(file.File.FileName, "cannot be told to a split: other files are named for theirs; begin the name with train, val, test or t10k");
        var pairs = new List<IdxPair>();
        foreach (var group in files.GroupBy(file => bySplit ? file.Split : null))
        {
            var labels = group.Where(file => file.HoldsLabels).ToList();
            var features = group.Where(file => !file.HoldsLabels).ToList();
            if (labels is [var label] && features is [var feature]) Add(pairs, new IdxPair(group.Key, feature, label), faults);
            else if (!bySplit || group.Key is not null)
                faults.Add(group.First().File.FileName, $"{(group.Key is null ? "the import" : $"the {group.Key} split")} has {Count(features)} with features and {Count(labels)} with labels; one of each is needed");
        }
        if (bySplit && faults.Found == 0 && pairs.All(pair => pair.Split != Contracts.Datasets.Split.Train))
            faults.Add("files", "no file is named for the train split");
        foreach (var pair in pairs.Skip(1).Where(pair => !pair.Features.Header.Shape.SequenceEqual(pairs[0].Features.Header.Shape)))
            faults.Add(pair.Features.File.FileName, $"examples have shape [{string.Join(", ", pair.Features.Header.Shape)}], those of '{pairs[0].Features.File.FileName}' [{string.Join(", ", pairs[0].Features.Header.Shape)}]");
        return [.. pairs.OrderBy(pair => Contracts.Datasets.Split.All.ToList().IndexOf(pair.Split ?? ""))];
    }

    private static void Add(List<IdxPair> pairs, IdxPair pair, FaultList faults)
    {
        if (pair.Features.Header.Examples != pair.Labels.Header.Examples)
            faults.Add(pair.Labels.File.FileName, string.Create(CultureInfo.InvariantCulture,
                $"{pair.Labels.Header.Examples} labels, but '{pair.Features.File.FileName}' has {pair.Features.Header.Examples} examples"));
        pairs.Add(pair);
    }

    private static string Count(List<IdxFile> files) =>
        files.Count == 0 ? "no file" : $"{files.Count} {(files.Count == 1 ? "file" : "files")} ({string.Join(", ", files.Select(file => $"'{file.File.FileName}'"))})";
}
