namespace DistributedDL.Contracts.Training;

/// <summary>What a user asks of a training run.</summary>
[GenerateSerializer, Immutable, Alias("ddl.TrainingSpec")]
public sealed record TrainingSpec
{
    [Id(0)] public required string Model { get; init; }
    [Id(1)] public required string Dataset { get; init; }

    /// <summary>The latest version when null; the run records the one it used.</summary>
    [Id(2)] public int? DatasetVersion { get; init; }

    /// <summary>Passes over the training split; 1 to 1,000,000.</summary>
    [Id(3)] public required int Epochs { get; init; }

    /// <summary>Examples of one step; 1 to 1,000,000.</summary>
    [Id(4)] public int BatchSize { get; init; } = 32;

    [Id(5)] public string Optimizer { get; init; } = "adam";

    /// <summary>Above 0; the optimizer's own default when null.</summary>
    [Id(6)] public double? LearningRate { get; init; }

    /// <summary>Name of the loss; when null: cross-entropy after softmax, binary cross-entropy after sigmoid, else mean squared error.</summary>
    [Id(7)] public string? Loss { get; init; }

    /// <summary>Seeds initial weights and the order of the examples.</summary>
    [Id(8)] public long Seed { get; init; }

    /// <summary>Visit the examples in a new order each epoch.</summary>
    [Id(9)] public bool Shuffle { get; init; } = true;

    /// <summary>Make the resulting version live.</summary>
    [Id(10)] public bool Promote { get; init; } = true;

    /// <summary>Split to evaluate after each epoch; when null, the validation split where there is one.</summary>
    [Id(11)] public string? ValidationSplit { get; init; }
}
