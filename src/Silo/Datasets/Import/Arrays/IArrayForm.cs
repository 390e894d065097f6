using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets.Import.Arrays;

/// <summary>A form of files that hold one array each: features in one, targets of the same examples in another.</summary>
public interface IArrayForm
{
    DataFormat Format { get; }

    /// <summary>What the form calls a target, as in <c>label</c>.</summary>
    string TargetName { get; }

    /// <summary>Reads a file up to its first element.</summary>
    /// <exception cref="InvalidDataException">Not this form; says what is wrong.</exception>
    Task<ArrayHeader> ReadHeader(Stream from, CancellationToken cancellation);

    bool HoldsTargets(string fileName, ArrayHeader header);

    /// <summary>The split that a file's name tells of by the custom of the form, or null.</summary>
    string? SplitOf(string fileName);
}
