using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Tensors;

namespace DistributedDL.Storage.Datasets;

/// <summary>What must hold of the schemas of a version that is written.</summary>
internal static class SchemaRules
{
    /// <summary>One example must fit a chunk's buffer with room to spare.</summary>
    private const long MaxWidth = 1 << 26;

    public static void Check(FeatureSchema features, TargetSchema target, List<FieldViolation> faults)
    {
        if (features.ElementType is not (ElementType.U8 or ElementType.F32))
            faults.Add(new("features.element_type", $"{features.ElementType} cannot be stored; known: U8, F32"));
        foreach (var size in features.Shape.Where(s => s < 1))
            faults.Add(new("features.shape", $"[{string.Join(", ", features.Shape)}] holds {size}; sizes are at least 1"));
        var width = features.Shape.Aggregate((Int128)1, (product, size) => product > MaxWidth ? product : product * Math.Max(size, 1));
        if (width > MaxWidth) faults.Add(new("features.shape", $"[{string.Join(", ", features.Shape)}] has {width} numbers or more; at most {MaxWidth}"));
        else if (features.Names.Count != 0 && features.Names.Count != width)
            faults.Add(new("features.names", $"{features.Names.Count} names for {width} numbers; as many, or none"));
        foreach (var size in target.Shape.Where(s => s < 1))
            faults.Add(new("target.shape", $"[{string.Join(", ", target.Shape)}] holds {size}; sizes are at least 1"));
        var targets = target.Shape.Aggregate((Int128)1, (product, size) => product > MaxWidth ? product : product * Math.Max(size, 1));
        if (targets > MaxWidth) faults.Add(new("target.shape", $"[{string.Join(", ", target.Shape)}] has {targets} targets or more; at most {MaxWidth}"));
        if (target.Kind == TargetKind.Infer) faults.Add(new("target.kind", "Infer is not the kind of stored targets; known: Class, Value"));
        if (target.Kind == TargetKind.Class && target.Labels.Count == 0) faults.Add(new("target.labels", "a class target has at least one label"));
        if (target.Kind == TargetKind.Value && target.Labels.Count > 0) faults.Add(new("target.labels", $"a value target has no labels, there are {target.Labels.Count}"));
        foreach (var label in target.Labels.GroupBy(l => l, StringComparer.Ordinal).Where(g => g.Count() > 1))
            faults.Add(new("target.labels", $"'{label.Key}' is there {label.Count()} times"));
    }
}
