namespace DistributedDL.Contracts.Datasets;

/// <summary>What a user asks of an import.</summary>
[GenerateSerializer, Immutable, Alias("ddl.DatasetImportSpec")]
public sealed record DatasetImportSpec
{
    [Id(0)] public required DataFormat Format { get; init; }

    /// <summary>Whether the first CSV row names the columns; inferred when null (a first row with no number in it is a header).</summary>
    [Id(1)] public bool? HasHeader { get; init; }

    /// <summary>CSV column of the target, by name or 0-based index; the last column when null.</summary>
    [Id(2)] public string? LabelColumn { get; init; }

    [Id(3)] public TargetKind Target { get; init; }

    /// <summary>Share of the examples for the test split, drawn by <see cref="Seed"/>; 0 to below 1.</summary>
    [Id(4)] public double TestFraction { get; init; }

    /// <summary>Share of the examples for the validation split, drawn by <see cref="Seed"/>; 0 to below 1.</summary>
    [Id(5)] public double ValidationFraction { get; init; }

    /// <summary>The last so many rows are the test split, in order; not together with <see cref="TestFraction"/>.</summary>
    [Id(6)] public long TestRows { get; init; }

    /// <summary>Keep the share of each class in each split (class targets only).</summary>
    [Id(7)] public bool Stratify { get; init; }

    [Id(8)] public long Seed { get; init; }

    /// <summary>Add a version to a data set that exists; otherwise an existing name is an error.</summary>
    [Id(9)] public bool NewVersion { get; init; }

    /// <summary>CSV columns to leave out, by name or 0-based index.</summary>
    [Id(10)] public IReadOnlyList<string> IgnoreColumns { get; init; } = [];

    /// <summary>CSV columns in use, the target among them, by name or 0-based index, in this order; all when empty.</summary>
    [Id(11)] public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Height and width in pixels that every image is brought to; when empty, all images must have one size.</summary>
    [Id(12)] public IReadOnlyList<int> ImageSize { get; init; } = [];

    /// <summary>One channel (ITU-R BT.601 luma) instead of red, green and blue.</summary>
    [Id(13)] public bool Grey { get; init; }

    /// <summary>Leave out images that cannot be decoded, and count them, rather than fail.</summary>
    [Id(14)] public bool SkipCorrupt { get; init; }

    /// <summary>Rows or tokens in the features of one example; <see cref="WindowTarget"/> says what its target is; 0 for no windows, up to 100,000.</summary>
    [Id(15)] public int WindowSteps { get; init; }

    /// <summary>Rows or tokens from one window's start to the next one's; 1 when 0.</summary>
    [Id(16)] public int WindowStride { get; init; }

    /// <summary>The splits follow one another in file order (train, validation, test) instead of being drawn.</summary>
    [Id(17)] public bool InOrder { get; init; }

    /// <summary>What one token of a text is.</summary>
    [Id(18)] public Vocabulary Vocabulary { get; init; }

    /// <summary>Leave line ends out of a text, so that its lines follow one another directly.</summary>
    [Id(19)] public bool JoinLines { get; init; }

    /// <summary>What is predicted of a window.</summary>
    [Id(20)] public WindowTarget WindowTarget { get; init; }

    /// <summary>Of feature columns (the last dimension of their shape) and of a value target, fitted on the training split; CSV and NumPy arrays.</summary>
    [Id(21)] public Normalisation Normalise { get; init; }
}
