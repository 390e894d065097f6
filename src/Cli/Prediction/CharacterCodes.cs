using DistributedDL.Cli.CommandLine;

namespace DistributedDL.Cli.Prediction;

/// <summary>Characters as the indices that a vocabulary gives them.</summary>
/// <param name="vocabulary">Characters in order of their index.</param>
internal sealed class CharacterCodes(IReadOnlyList<string> vocabulary)
{
    private const int MostShown = 10;

    private readonly Dictionary<string, int> _codes = vocabulary.Index().ToDictionary(token => token.Item, token => token.Index, StringComparer.Ordinal);

    /// <summary>A character outside of Unicode's first plane is one too.</summary>
    public static List<string> Split(string text) => [.. text.EnumerateRunes().Select(rune => rune.ToString())];

    public string Character(int code) => vocabulary[code];

    /// <param name="characters">As <see cref="Split"/> parts them.</param>
    /// <param name="given">What they were given as, for messages.</param>
    /// <param name="owner">Whose vocabulary it is, for messages.</param>
    /// <exception cref="CommandFailedException">Characters that the vocabulary lacks, each with its position from 1.</exception>
    public List<int> Encode(IReadOnlyList<string> characters, string given, string owner)
    {
        var unknown = characters.Index().Where(character => !_codes.ContainsKey(character.Item)).ToArray();
        if (unknown.Length == 0) return [.. characters.Select(character => _codes[character])];
        var shown = string.Join(", ", unknown.Take(MostShown).Select(character => $"'{character.Item}' at {character.Index + 1}"));
        throw new CommandFailedException($"{given}: {shown}{(unknown.Length > MostShown ? ", …" : "")}: not among the {vocabulary.Count} characters of {owner}");
    }
}
