using System.Xml.Linq;
using DistributedDL.Cli.Reports.Figures;
using DistributedDL.Contracts.Errors;

namespace DistributedDL.Cli.Tests.Reports.Figures;

/// <summary>Laws that every figure keeps.</summary>
public class FigureSpecTests
{
    public static TheoryData<int> Every => [.. Enumerable.Range(0, Samples.Figures.Length)];

    private static Task<Figure> Draw(int index) => Samples.Figures[index].Draw(Samples.Results(), "figure-1", CancellationToken.None);

    [Fact]
    public void Samples_CoverEveryKind() => Assert.Equal(FigureKinds.Names.Count, Samples.Figures.Select(figure => figure.GetType()).Distinct().Count());

    [Theory, MemberData(nameof(Every))]
    public async Task Draw_HostileNames_StayText(int index)
    {
        var figure = await Draw(index);

        Assert.DoesNotContain("<script", figure.Html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\u0001", figure.Html, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Every))]
    public async Task Draw_Twice_IsTheSameText(int index) => Assert.Equal((await Draw(index)).Html, (await Draw(index)).Html);

    [Theory, MemberData(nameof(Every))]
    public async Task Draw_AnyFigure_IsWellFormedAndHasNoStrayNumber(int index)
    {
        var figure = await Draw(index);

        // The only void element of HTML in use.
        XElement.Parse($"<div>{System.Text.RegularExpressions.Regex.Replace(figure.Html, "<img ([^>]*)>", "<img $1/>")}</div>");
        Assert.DoesNotContain("NaN", figure.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", figure.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", figure.Html, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Every))]
    public async Task Draw_OwnCaption_TakesThePlaceOfTheFigures(int index)
    {
        var figure = await (Samples.Figures[index] with { Caption = "mine", Title = "my title" }).Draw(Samples.Results(), "figure-1", CancellationToken.None);

        Assert.Equal(("mine", "my title"), (figure.Caption, figure.Title));
    }

    [Fact]
    public async Task Draw_BoundaryOverOneFeature_NamesWhatIsNeeded()
    {
        var fault = await Assert.ThrowsAsync<InvalidArgumentException>(() =>
            new BoundaryFigure("square", "line", null, null, 20).Draw(Samples.Results(), "f", CancellationToken.None));

        Assert.Contains("needs two features; the examples have 1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Draw_FitOverTwoFeatures_NamesWhatIsNeeded()
    {
        var fault = await Assert.ThrowsAsync<InvalidArgumentException>(() =>
            new FitFigure(["xnor"], "corners", null).Draw(Samples.Results(), "f", CancellationToken.None));

        Assert.Contains("needs one feature; the examples have 2", fault.Message, StringComparison.Ordinal);
    }
}
