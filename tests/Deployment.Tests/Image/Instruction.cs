namespace DistributedDL.Deployment.Tests.Image;

/// <param name="Stage">0 for the first.</param>
internal sealed record Instruction(int Stage, string Name, string Text)
{
    /// <summary>Words that are no flags, without the last: what COPY takes.</summary>
    public IReadOnlyList<string> Sources => [.. Words[..^1]];

    /// <summary>Where COPY puts it.</summary>
    public string Target => Words[^1];

    /// <summary>The stage that COPY takes from; null for the build context.</summary>
    public string? From => Text.Split(' ').FirstOrDefault(word => word.StartsWith("--from=", StringComparison.Ordinal))?["--from=".Length..];

    private string[] Words => [.. Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => !word.StartsWith("--", StringComparison.Ordinal))];
}
