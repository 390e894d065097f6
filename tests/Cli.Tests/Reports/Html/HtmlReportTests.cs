using System.Text.RegularExpressions;
using DistributedDL.Cli.Reports.Html;

namespace DistributedDL.Cli.Tests.Reports.Html;

public partial class HtmlReportTests
{
    private static readonly DateTimeOffset Written = new(2031, 5, 4, 3, 2, 1, TimeSpan.Zero);

    private static async Task<string> Report() => HtmlReport.Write(await Samples.Outcome(), Written);

    [Fact]
    public async Task Write_Report_AsksForNothingFromOutside()
    {
        var html = await Report();

        Assert.DoesNotContain("http:", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("https:", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<link", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        var references = Reference().Matches(html).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.True(reference.StartsWith("data:image/png;base64,", StringComparison.Ordinal) || reference.StartsWith('#'), reference));
    }

    [Fact]
    public async Task Write_Ids_AreUnique()
    {
        var ids = Id().Matches(await Report()).Select(match => match.Groups[1].Value).ToList();

        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public async Task Write_SameOutcome_IsTheSameText() => Assert.Equal(await Report(), await Report());

    [Fact]
    public async Task Write_Header_ShowsTheFacts()
    {
        var html = await Report();

        Assert.Contains("<dd>386,718</dd>", html, StringComparison.Ordinal);
        Assert.Contains("<dd>2 min 11 s</dd>", html, StringComparison.Ordinal);
        Assert.Contains("<dd>2031-05-04 03:02 UTC</dd>", html, StringComparison.Ordinal);
        Assert.Contains("✗ 1 of 3", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_Thresholds_ShowReachedMissedAndMissing()
    {
        var html = await Report();

        Assert.Contains("≥ 0.9</td><td class=\"number\">0.95</td><td class=\"right\">✓ reached", html, StringComparison.Ordinal);
        Assert.Contains("other, after 20 epochs</td><td class=\"number\">≤ 0.25</td><td class=\"number\">0.5</td><td class=\"wrong\">✗ not reached", html, StringComparison.Ordinal);
        Assert.Contains("missing</td><td class=\"wrong\">✗ not reached", html, StringComparison.Ordinal);
    }

    [GeneratedRegex("(?:src|href|url)[=(]\"?([^\")]*)")]
    private static partial Regex Reference();

    [GeneratedRegex(" id=\"([^\"]*)\"")]
    private static partial Regex Id();
}
