namespace DistributedDL.Architecture.Tests.Wire;

/// <summary>A checked-in list of facts that others rely on, one a line.</summary>
internal sealed class WireFile(string name)
{
    private const string UpdateVariable = "DDL_UPDATE_WIRE";

    private string PathInSources => Path.Combine(SourceTree.Root, "tests", "Architecture.Tests", "Wire", name);

    /// <summary>A fact that is gone or changed breaks those who rely on it; a new one must be written down.</summary>
    public void AssertHolds(IReadOnlyCollection<string> facts)
    {
        Assert.NotEmpty(facts);
        var written = File.Exists(PathInSources) ? File.ReadAllLines(PathInSources) : [];
        var added = facts.Except(written, StringComparer.Ordinal).ToList();
        if (added.Count > 0 && Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            File.WriteAllLines(PathInSources, written.Concat(added).Order(StringComparer.Ordinal));
            added = [];
        }
        SourceTree.AssertNone(written.Except(facts, StringComparer.Ordinal),
            $"a breaking change of the wire contract: these lines of {name} no longer hold. Where nobody relies on them yet, delete them by hand");
        SourceTree.AssertNone(added,
            $"additions to the wire contract that {name} does not have; write them down with {UpdateVariable}=1 dotnet run --project tests/Architecture.Tests");
    }
}
