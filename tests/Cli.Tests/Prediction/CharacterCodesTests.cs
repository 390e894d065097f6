using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Prediction;

namespace DistributedDL.Cli.Tests.Prediction;

public sealed class CharacterCodesTests
{
    private static readonly CharacterCodes Codes = new(["a", "b", "é", "🙂"]);

    [Fact]
    public void Encode_CharactersOfTheVocabulary_AreTheirIndices()
    {
        var codes = Codes.Encode(CharacterCodes.Split("bé🙂a"), "generate", "plays");

        Assert.Equal([1, 2, 3, 0], codes);
        Assert.Equal("bé🙂a", string.Concat(codes.Select(Codes.Character)));
    }

    [Fact]
    public void Encode_UnknownCharacters_NamesEachWithItsPosition()
    {
        var e = Assert.Throws<CommandFailedException>(() => Codes.Encode(CharacterCodes.Split("axb🙂x"), "generate", "plays"));

        Assert.Equal("generate: 'x' at 2, 'x' at 5: not among the 4 characters of plays", e.Message);
    }
}
