namespace DistributedDL.Bench.Harness;

/// <summary>Measurements as rows of a Markdown table, so that a run can be pasted where it is recorded.</summary>
internal static class MeasurementTable
{
    public static string Header =>
        $"| {"Name",-28} | {"Value",10} | {"Unit",-12} | {"Baseline",10} | {"Ratio",6} |\n|{new string('-', 30)}|{new string('-', 11)}:|{new string('-', 14)}|{new string('-', 11)}:|{new string('-', 7)}:|";

    public static string Row(Measurement measurement) =>
        $"| {measurement.Name,-28} | {Number(measurement.Value),10} | {measurement.Unit,-12} | {Number(measurement.Baseline),10} | {measurement.Ratio?.ToString("0.00") ?? "",6} |";

    private static string Number(double? value) => value switch
    {
        null => "",
        >= 1000 => value.Value.ToString("#,0"),
        >= 10 => value.Value.ToString("0.0"),
        _ => value.Value.ToString("0.000"),
    };
}
