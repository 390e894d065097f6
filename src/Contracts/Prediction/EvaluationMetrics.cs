namespace DistributedDL.Contracts.Prediction;

/// <summary>What an evaluation may report, each where it is defined.</summary>
public static class EvaluationMetrics
{
    private static readonly string[] Lower = ["loss", "mae", "mse"];

    public static IReadOnlyList<string> Names { get; } =
    [
        "accuracy", "f1_macro", "log_loss", "loss", "mae", "mse", "precision_macro", "r2", "recall_macro", "roc_auc", "top_3_accuracy", "top_5_accuracy",
    ];

    /// <summary>Losses and errors, of whatever split and window: <c>validation_loss</c>, <c>mae_window</c>.</summary>
    public static bool IsLowerBetter(string metric) => Lower.Any(part => metric.Contains(part, StringComparison.Ordinal));
}
