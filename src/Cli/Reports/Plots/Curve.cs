namespace DistributedDL.Cli.Reports.Plots;

/// <summary>A named line through points.</summary>
public sealed record Curve(string Name, IReadOnlyList<(double X, double Y)> Points);
