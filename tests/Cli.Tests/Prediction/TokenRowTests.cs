using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Prediction;

namespace DistributedDL.Cli.Tests.Prediction;

public sealed class TokenRowTests
{
    private static readonly string[] Vocabulary = ["\n", "a", "b", "é", "😀"];

    [Fact]
    public void Of_KnownCharacters_AreTheirIndices() => Assert.Equal([1f, 4, 3, 0], TokenRow.Of("a😀é\n", Vocabulary, 4));

    [Fact]
    public void Of_LongerText_IsItsEnd() => Assert.Equal([2f, 1], TokenRow.Of("aaba", Vocabulary, 2));

    [Theory]
    [InlineData("abZ", "--text: 'Z' at 3: not among the 5 characters of the model's vocabulary")]
    [InlineData("😀?aé!", "--text: '?' at 2, '!' at 5: not among the 5 characters of the model's vocabulary")]
    [InlineData("0123456789x", "'9' at 10, …: not among the 5 characters")]
    [InlineData("?", "'?' at 1: not among")]
    [InlineData("ab", "--text: 2 characters; the model takes 3")]
    [InlineData("", "--text: 0 characters; the model takes 3")]
    public void Of_TextThatDoesNotFit_NamesCharactersPositionsAndBound(string text, string said) =>
        Assert.Contains(said, Refused(text, Vocabulary), StringComparison.Ordinal);

    [Fact]
    public void Of_NoVocabulary_PointsToRows() =>
        Assert.Equal("--text: the model was not trained on tokens; give numbers with --row", Refused("abc", []));

    [Fact]
    public void Of_VocabularyOfWords_PointsToRows() =>
        Assert.Equal("--text: the model's tokens are words; give their indices with --row", Refused("abc", ["go", "well"]));

    private static string Refused(string text, string[] vocabulary) => Assert.Throws<CommandFailedException>(() => TokenRow.Of(text, vocabulary, 3)).Message;
}
