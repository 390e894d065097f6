using DistributedDL.Cli.CommandLine;

namespace DistributedDL.Cli.Prediction;

/// <summary>Text as the indices of its characters.</summary>
internal static class TokenRow
{
    /// <returns>The last <paramref name="width"/> characters.</returns>
    /// <exception cref="CommandFailedException">No vocabulary of characters, too short a text, or characters that the vocabulary lacks, each with its position from 1.</exception>
    public static float[] Of(string text, IReadOnlyList<string> vocabulary, int width)
    {
        if (vocabulary.Count == 0) throw new CommandFailedException("--text: the model was not trained on tokens; give numbers with --row");
        if (vocabulary.Any(token => token.EnumerateRunes().Count() > 1))
            throw new CommandFailedException("--text: the model's tokens are words; give their indices with --row");
        var codes = new CharacterCodes(vocabulary).Encode(CharacterCodes.Split(text), "--text", "the model's vocabulary");
        if (codes.Count < width) throw new CommandFailedException($"--text: {codes.Count} characters; the model takes {width}");
        return [.. codes[^width..].Select(code => (float)code)];
    }
}
