using System.Text.RegularExpressions;

namespace DistributedDL.Architecture.Tests.Sources;

public sealed partial class FileTests
{
    private const int MaxLines = 300, MaxMedianLines = 60;

    /// <summary>With a reason behind it, in the first lines of a file that is longer than others may be.</summary>
    private const string Excuse = "Longer than most, because";

    [Fact]
    public void Lines_OfAFile_AreFewOrExcused() =>
        SourceTree.AssertNone(
            from path in SourceTree.Files("*.cs", "src", "tests", "bench")
            let lines = File.ReadAllLines(path)
            where lines.Length > MaxLines && !lines.Take(40).Any(line => line.Contains(Excuse, StringComparison.Ordinal))
            select $"{SourceTree.Relative(path)}: {lines.Length} lines",
            $"a file has at most {MaxLines} lines, or says \"{Excuse} …\"");

    [Fact]
    public void Lines_OfSources_AreFewInTheMedian()
    {
        var lengths = SourceTree.Files("*.cs", "src").Select(path => File.ReadLines(path).Count()).Order().ToList();

        Assert.InRange(lengths[lengths.Count / 2], 1, MaxMedianLines);
    }

    [Fact]
    public void Types_Public_AreOneAFile() =>
        SourceTree.AssertNone(
            from path in SourceTree.Files("*.cs", "src")
            let names = PublicType().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value).Distinct().ToList()
            where names.Count > 1
            select $"{SourceTree.Relative(path)}: {string.Join(", ", names)}",
            "one public type a file");

    [Fact]
    public void Types_Public_AreInTheFileOfTheirName() =>
        SourceTree.AssertNone(
            from path in SourceTree.Files("*.cs", "src")
            let file = Path.GetFileName(path).Split('.')[0]
            from Match match in PublicType().Matches(File.ReadAllText(path))
            where match.Groups[1].Value != file
            select $"{SourceTree.Relative(path)}: {match.Groups[1].Value}",
            "a public type is in the file of its name");

    [GeneratedRegex(@"^public (?:(?:static|sealed|abstract|partial|readonly|ref|unsafe) )*(?:class|record struct|record|struct|interface|enum|delegate \w+) (\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();
}
