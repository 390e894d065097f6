using DistributedDL.Cli.CommandLine;

namespace DistributedDL.Cli.Prediction;

/// <summary>Text as the indices of its characters.</summary>
internal static class TokenRow
{
    private const int MostShown = 10;

    /// <returns>The last <paramref name="width"/> characters.</returns>
    /// <exception cref="CommandFailedException">No vocabulary of characters, too short a text, or characters that the vocabulary lacks, each with its position from 1.</exception>
    public static float[] Of(string text, IReadOnlyList<string> vocabulary, int width)
    {
        if (vocabulary.Count == 0) throw new CommandFailedException("--text: the model was not trained on tokens; give numbers with --row");
        if (vocabulary.Any(token => token.EnumerateRunes().Count() > 1))
            throw new CommandFailedException("--text: the model's tokens are words; give their indices with --row");
        var characters = text.EnumerateRunes().Select(rune => rune.ToString()).ToArray();
        var indices = vocabulary.Index().ToDictionary(token => token.Item, token => token.Index, StringComparer.Ordinal);
        var unknown = characters.Index().Where(character => !indices.ContainsKey(character.Item)).ToArray();
        if (unknown.Length > 0)
        {
            var shown = string.Join(", ", unknown.Take(MostShown).Select(character => $"'{character.Item}' at {character.Index + 1}"));
            throw new CommandFailedException($"--text: {shown}{(unknown.Length > MostShown ? ", …" : "")}: not among the {vocabulary.Count} characters of the model's vocabulary");
        }
        if (characters.Length < width) throw new CommandFailedException($"--text: {characters.Length} characters; the model takes {width}");
        return [.. characters[^width..].Select(character => (float)indices[character])];
    }
}
