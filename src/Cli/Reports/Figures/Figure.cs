namespace DistributedDL.Cli.Reports.Figures;

/// <summary>A drawn figure.</summary>
/// <param name="Id">Its anchor in the report.</param>
/// <param name="Html">SVG or HTML that needs nothing from outside.</param>
public sealed record Figure(string Id, string Title, string Caption, string Html);
