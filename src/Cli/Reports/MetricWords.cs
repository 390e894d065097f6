namespace DistributedDL.Cli.Reports;

/// <summary>Metrics as a reader writes them.</summary>
internal static class MetricWords
{
    public static string Name(string metric) => metric switch
    {
        "mse" => "MSE",
        "mae" => "MAE",
        "r2" => "R²",
        "f1" => "F1",
        "roc_auc" => "ROC AUC",
        _ => metric.Replace('_', ' '),
    };

    public static string Title(string metric)
    {
        var name = Name(metric);
        return name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];
    }
}
