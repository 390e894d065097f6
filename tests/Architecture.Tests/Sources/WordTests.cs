using System.Text.RegularExpressions;

namespace DistributedDL.Architecture.Tests.Sources;

public sealed partial class WordTests
{
    [Fact]
    public void Sources_Finished_HaveNoMarksOfUnfinishedWork() =>
        SourceTree.AssertNone(
            from path in SourceTree.Files("*.*", "src", "tests", "bench", "protos", "docs", "recipes", "k8s", "deploy")
            where Path.GetExtension(path) is ".cs" or ".proto" or ".md" or ".yaml" or ".yml" or ".py" or ".csproj" && Path.GetFileName(path) != "WordTests.cs"
            from line in File.ReadLines(path).Index()
            where Unfinished().IsMatch(line.Item)
            select $"{SourceTree.Relative(path)}:{line.Index + 1}: {line.Item.Trim()}",
            "work is finished where it is committed");

    [Fact]
    public void Sources_WithRegions_AreNone() =>
        SourceTree.AssertNone(
            from path in SourceTree.Files("*.cs", "src", "tests", "bench")
            where File.ReadLines(path).Any(line => line.TrimStart().StartsWith("#region", StringComparison.Ordinal))
            select SourceTree.Relative(path),
            "a file that needs regions is two files");

    [Theory]
    [InlineData("namespace DistributedDL.Silo.Lanes;", false)]
    [InlineData("    // TODO later", true)]
    [InlineData("throw new NotImplementedException();", true)]
    public void Unfinished_Lines_AreTold(string line, bool expected) => Assert.Equal(expected, Unfinished().IsMatch(line));

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX|NotImplementedException)\b")]
    private static partial Regex Unfinished();
}
