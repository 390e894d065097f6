namespace DistributedDL.Contracts.Datasets;

/// <summary>Names of the splits of a data set.</summary>
public static class Split
{
    public const string Train = "train";
    public const string Validation = "validation";
    public const string Test = "test";

    public static IReadOnlyList<string> All { get; } = [Train, Validation, Test];
}
