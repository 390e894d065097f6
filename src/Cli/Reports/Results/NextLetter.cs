namespace DistributedDL.Cli.Reports.Results;

/// <summary>One window of a text and the letter predicted after it.</summary>
/// <param name="Actual">The letter that follows in the text; null after the last window.</param>
public sealed record NextLetter(string Window, string Predicted, string? Actual)
{
    public bool? IsRight => Actual is null ? null : Actual == Predicted;
}
