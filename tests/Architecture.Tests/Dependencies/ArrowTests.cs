namespace DistributedDL.Architecture.Tests.Dependencies;

public sealed class ArrowTests
{
    /// <summary>Which projects a project may refer to.</summary>
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Contracts"] = [],
        ["Clustering"] = ["Contracts"],
        ["Client"] = [],
        ["Learning"] = ["Contracts"],
        ["Storage"] = ["Contracts"],
        ["Silo"] = ["Clustering", "Contracts", "Learning", "Storage"],
        ["Gateway"] = ["Client", "Clustering", "Contracts", "Storage"],
        ["Cli"] = ["Client", "Clustering", "Contracts", "Gateway", "Silo", "Storage"],
    };

    /// <summary>What a project never refers to, as the beginning of an assembly's name.</summary>
    public static TheoryData<string, string[]> Never => new()
    {
        { "Contracts", ["TorchSharp", "Google.Protobuf", "Grpc", "Microsoft.AspNetCore"] },
        { "Client", ["TorchSharp", "Orleans", "Microsoft.AspNetCore"] },
        { "Gateway", ["DistributedDL.Learning", "TorchSharp"] },
        { "Learning", ["Orleans.Runtime", "Orleans.Core", "Orleans.Server", "Microsoft.AspNetCore", "Microsoft.Extensions", "Grpc", "Google.Protobuf"] },
        { "Silo", ["DistributedDL.Client", "Google.Protobuf", "Grpc"] },
        { "Storage", ["DistributedDL.Learning", "TorchSharp", "Grpc", "Google.Protobuf"] },
    };

    [Fact]
    public void Projects_AllOfSrc_HaveTheirArrowsHere() =>
        Assert.Equal(Arrows.Keys.Order(), SourceTree.Projects);

    [Fact]
    public void References_BetweenProjects_FollowTheArrows() =>
        SourceTree.AssertNone(
            from project in Arrows
            from reference in BuiltAssembly.References(project.Key)
            where reference.StartsWith("DistributedDL.", StringComparison.Ordinal) && !project.Value.Contains(reference["DistributedDL.".Length..])
            select $"{project.Key} → {reference}",
            "a project refers to one that it must not know");

    [Theory]
    [MemberData(nameof(Never))]
    public void References_Never_AreAbsent(string project, string[] never) =>
        SourceTree.AssertNone(
            from reference in BuiltAssembly.References(project)
            where never.Any(name => reference == name || reference.StartsWith(name + ".", StringComparison.Ordinal))
            select $"{project} → {reference}",
            "a project refers to a library that it must not know");

    [Fact]
    public void References_OfSilo_AreSeen() =>
        Assert.Contains("DistributedDL.Contracts", BuiltAssembly.References("Silo"));
}
