namespace DistributedDL.EndToEnd.Tests.Recipes;

internal static class RecipeOutcomes
{
    /// <returns>What the command said at its end, after what it said of the parts that went well.</returns>
    public static string Refused(this Outcome outcome)
    {
        Assert.True(outcome.Code == 1, $"exit {outcome.Code}: {outcome.Error}{outcome.Output}");
        Assert.Empty(outcome.Output);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
        var begin = outcome.Error.IndexOf("error: ", StringComparison.Ordinal);
        Assert.True(begin >= 0, outcome.Error);
        return outcome.Error[begin..];
    }
}
