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

    /// <summary>The optimizer's own parameters as a JSON object, as in <c>{"momentum": 0.9}</c>.</summary>
    [Id(12)] public string OptimizerParameters { get; init; } = "{}";

    /// <summary>The loss's own parameters as a JSON object, as in <c>{"label_smoothing": 0.1}</c>; class weights as a list by class, by label, or <c>"balanced"</c>.</summary>
    [Id(13)] public string LossParameters { get; init; } = "{}";

    /// <summary>Largest norm of all gradients together, above 0; gradients of a larger one are scaled down. No bound when null.</summary>
    [Id(14)] public double? ClipNorm { get; init; }

    /// <summary>How the learning rate changes; constant when null.</summary>
    [Id(15)] public ScheduleSpec? Schedule { get; init; }

    /// <summary>When to end before the last epoch; never when null.</summary>
    [Id(16)] public EarlyStoppingSpec? EarlyStopping { get; init; }

    /// <summary>Evaluate the validation split after every so many epochs, and after the last; 1 to 1,000,000.</summary>
    [Id(17)] public int EvaluateEvery { get; init; } = 1;

    /// <summary>Metric that tells the best epoch, as in <c>validation_accuracy</c>; when null <c>validation_loss</c> where there is a validation split, else <c>train_loss</c>.</summary>
    [Id(18)] public string? Monitor { get; init; }

    /// <summary>Publish the weights of the best epoch instead of the last one's.</summary>
    [Id(19)] public bool KeepBest { get; init; }

    /// <summary>What to start from; seeded initial weights when null.</summary>
    [Id(20)] public TransferSpec? Transfer { get; init; }

    /// <summary>
    /// Random changes of training images as a JSON object, as in <c>{"flip_horizontal": true, "rotation": 10, "zoom": 0.1}</c>:
    /// flip_horizontal, flip_vertical, rotation (degrees), width_shift and height_shift (below 1 a share, else pixels), zoom
    /// (z for 1 − z to 1 + z, or [low, high]), brightness ([low, high]), fill (nearest, or constant with fill_value).
    /// </summary>
    [Id(21)] public string Augment { get; init; } = "{}";

    /// <summary>Ends the run before its last epoch; never when null.</summary>
    [Id(22)] public StopWhenSpec? StopWhen { get; init; }

    /// <summary>Epochs after which the weights are published as a version too, without making it live; at most 1,000 of them.</summary>
    [Id(23)] public EpochList VersionsAt { get; init; } = EpochList.None;

    /// <summary>Ranks that share each step's batch; 1 to 64. Where the cluster has fewer training lanes, the run goes with fewer ranks.</summary>
    [Id(24)] public int WorldSize { get; init; } = 1;

    /// <summary>
    /// Steps from one averaging to the next; 1 to 10,000. At 1 the gradients are averaged, and the run equals that of one rank;
    /// above 1 each rank updates by itself and the weights are averaged (local SGD: Stich, 2019).
    /// </summary>
    [Id(25)] public int AverageEvery { get; init; } = 1;

    /// <summary>Among runs that wait for a lane the higher goes first, and of equal ones the older; -100 to 100.</summary>
    [Id(26)] public int Priority { get; init; }
}
