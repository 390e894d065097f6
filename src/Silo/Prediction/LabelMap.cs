using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Silo.Models;

namespace DistributedDL.Silo.Prediction;

/// <summary>Brings the class indices of a data set into a version's order, by label.</summary>
internal static class LabelMap
{
    /// <returns>The version's index for each of the data set's; null where nothing has to change.</returns>
    /// <exception cref="InvalidArgumentException">Labels that occur in the splits and that the version does not know, or a target of the other kind.</exception>
    public static int[]? Create(ModelVersionReport version, DatasetVersionReport data, string dataset, IReadOnlyList<SplitReport> splits)
    {
        var model = $"model '{version.Model}' version {version.Version}";
        var output = NetworkOutput.Of(version.Architecture);
        var isClass = data.Target.Kind == TargetKind.Class;
        if (isClass != output.Classes > 0)
            throw new InvalidArgumentException("dataset", $"data set '{dataset}' has a {(isClass ? "class" : "value")} target; {model} predicts {(isClass ? "values" : "classes")}");
        if (!isClass) return null;

        var known = version.Signature.Labels.Count > 0 ? version.Signature.Labels : output.DefaultLabels();
        if (known.SequenceEqual(data.Target.Labels)) return null;
        var map = data.Target.Labels.Select(label => IndexOf(known, label)).ToArray();
        var unknown = data.Target.Labels.Where((_, index) => map[index] < 0 && splits.Any(split => split.ClassCounts[index] > 0)).ToArray();
        if (unknown.Length > 0)
            throw new InvalidArgumentException("dataset", $"data set '{dataset}' (split {string.Join(", ", splits.Select(split => split.Name))}) has label{(unknown.Length > 1 ? "s" : "")} {Show(unknown)}; {model} knows {Show(known)}");
        return map;
    }

    private static int IndexOf(IReadOnlyList<string> labels, string label)
    {
        for (var i = 0; i < labels.Count; i++) if (labels[i] == label) return i;
        return -1;
    }

    private static string Show(IReadOnlyList<string> labels) =>
        string.Join(", ", labels.Take(20).Select(label => $"'{label}'")) + (labels.Count > 20 ? $", … ({labels.Count})" : "");
}
