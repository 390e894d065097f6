namespace DistributedDL.Cli.Recipes.Datasets;

/// <summary>One data set of a recipe, before it is imported.</summary>
public sealed record RecipeData
{
    public required string Name { get; init; }

    public required SourceFormat Format { get; init; }

    /// <summary>Empty when <see cref="Format"/> is <see cref="SourceFormat.Rows"/>.</summary>
    public IReadOnlyList<SourceFile> Files { get; init; } = [];

    /// <summary><c>[row, column]</c>; empty unless the rows stand in the recipe.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Rows { get; init; } = [];

    /// <summary>What generated the rows; null where they are written.</summary>
    public CourierOrders? Orders { get; init; }

    /// <summary>Columns in use, the target among them, in this order; empty means all.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Column of the target; the last when null.</summary>
    public string? Target { get; init; }

    /// <summary>Whether the target is a class or a value; inferred when null.</summary>
    public TargetForm? TargetForm { get; init; }

    /// <summary>Names of classes 0, 1, 2, … where the files hold numbers only.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    public RecipeSplit Split { get; init; } = new();

    /// <summary>Height and width that every image is brought to at import.</summary>
    public IReadOnlyList<int> Resize { get; init; } = [];

    /// <summary>Leave out images that cannot be decoded, with a count, rather than fail.</summary>
    public bool SkipCorrupt { get; init; }

    public Vocabulary Vocabulary { get; init; }

    /// <summary>Leave line ends out of a text, so that its lines follow one another directly.</summary>
    public bool JoinLines { get; init; }

    public SequenceWindow? Window { get; init; }

    /// <summary>Applied to features and a value target, fitted on the training split; figures show the raw unit.</summary>
    public Normalisation Normalise { get; init; }
}
