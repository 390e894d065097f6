using System.Text.Json.Nodes;
using DistributedDL.Cli.Terminal;

namespace DistributedDL.Cli.Demo;

/// <summary>What a demo measured.</summary>
internal sealed record DemoFigures
{
    public double TestAccuracy { get; set; }
    public double PrequentialAccuracyLast200 { get; set; }
    public double FrozenAccuracyLast200 { get; set; }
    public string WeightsSha256Before { get; set; } = "";
    public string WeightsSha256After { get; set; } = "";
    public long ExamplesBefore { get; set; }
    public long ExamplesAfter { get; set; }
    public bool SameMetrics { get; set; }
    public double Seconds { get; set; }

    public JsonObject ToJson() => new()
    {
        ["test_accuracy"] = JsonText.Of(TestAccuracy),
        ["prequential_accuracy_last_200"] = JsonText.Of(PrequentialAccuracyLast200),
        ["frozen_accuracy_last_200"] = JsonText.Of(FrozenAccuracyLast200),
        ["weights_sha256_before"] = WeightsSha256Before,
        ["weights_sha256_after"] = WeightsSha256After,
        ["examples_before"] = ExamplesBefore,
        ["examples_after"] = ExamplesAfter,
        ["same_metrics"] = SameMetrics,
        ["seconds"] = JsonText.Of(Math.Round(Seconds, 2)),
    };
}
