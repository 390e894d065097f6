using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Recipes.Running;

namespace DistributedDL.Cli.Tests.Recipes.Running;

public sealed class LetterCodesTests
{
    private static readonly LetterCodes Codes = new("plays", ["a", "b", "é", "🙂"]);

    [Fact]
    public void Encode_LettersOfTheData_AreTheirNumbers()
    {
        var codes = Codes.Encode(LetterCodes.Split("bé🙂a"), "generate");

        Assert.Equal([1, 2, 3, 0], codes);
        Assert.Equal("bé🙂a", string.Concat(codes.Select(Codes.Letter)));
    }

    [Fact]
    public void Encode_UnknownLetters_NamesEachOnce()
    {
        var e = Assert.Throws<CommandFailedException>(() => Codes.Encode(LetterCodes.Split("axbzx"), "generate"));

        Assert.Equal("generate: plays has no 'x', 'z' among its 4 characters", e.Message);
    }
}
