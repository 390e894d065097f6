namespace DistributedDL.Contracts.Datasets;

/// <summary>What the target column holds.</summary>
public enum TargetKind
{
    /// <summary>Left to the import: text, or at most 100 distinct whole numbers, are classes; else values.</summary>
    Infer,

    /// <summary>One of a fixed list of labels.</summary>
    Class,

    /// <summary>A number to be predicted.</summary>
    Value,
}
