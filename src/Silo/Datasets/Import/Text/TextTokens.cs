using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets.Import.Text;

/// <summary>The tokens of a text file, one after the other, as numbers given in the order of their first appearance.</summary>
public sealed class TextTokens(DatasetImportSpec spec)
{
    /// <summary>More distinct tokens are refused: each is a class.</summary>
    public const int MaxTokens = 10_000;

    private const int MaxWordLength = 1_000;

    private readonly bool _words = spec.Vocabulary is Vocabulary.Words;
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly List<string> _tokens = [];

    /// <summary>The token of each number.</summary>
    public IReadOnlyList<string> Tokens => _tokens;

    /// <exception cref="InvalidDataException">Not UTF-8, or too many distinct tokens.</exception>
    public async IAsyncEnumerable<int> Read(Stream file, [EnumeratorCancellation] CancellationToken cancellation)
    {
        // The mark of UTF-16 is understood; other bytes must be UTF-8.
        using var reader = new StreamReader(file, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
        var buffer = new char[1 << 14];
        var word = new StringBuilder();
        var (high, afterReturn) = ('\0', false);
        while (await ReadChars(reader, buffer, cancellation) is > 0 and var read)
        {
            for (var i = 0; i < read; i++)
            {
                var c = buffer[i];
                if (char.IsHighSurrogate(c))
                {
                    high = c;
                    continue;
                }
                var rune = char.IsLowSurrogate(c) && high != '\0' ? new Rune(high, c) : new Rune(c);
                high = '\0';
                var secondOfPair = afterReturn && c == '\n';
                afterReturn = c == '\r';
                if (secondOfPair) continue;
                if (afterReturn) rune = new Rune('\n');
                if (_words && IsOfWord(rune))
                {
                    if (word.Length > MaxWordLength) throw new InvalidDataException($"the word '{word.ToString(0, 40)}…' has more than {MaxWordLength} characters");
                    word.Append(rune.ToString());
                    continue;
                }
                if (word.Length > 0) yield return Take(word);
                if (rune.Value == '\n' ? !spec.JoinLines : !_words || !Rune.IsWhiteSpace(rune)) yield return Code(rune.ToString());
            }
        }
        if (word.Length > 0) yield return Take(word);
    }

    private static async ValueTask<int> ReadChars(StreamReader reader, char[] buffer, CancellationToken cancellation)
    {
        try
        {
            return await reader.ReadAsync(buffer, cancellation);
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException($"not UTF-8 text: the bytes {Convert.ToHexString(e.BytesUnknown ?? [])} are no character", e);
        }
    }

    private static bool IsOfWord(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || rune.Value is '\'' or '’' or '-' or '_' || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark;

    private int Take(StringBuilder word)
    {
        var code = Code(word.ToString());
        word.Clear();
        return code;
    }

    private int Code(string token)
    {
        if (_codes.TryGetValue(token, out var code)) return code;
        if (_codes.Count == MaxTokens) throw new InvalidDataException($"more than {MaxTokens} distinct {(_words ? "words" : "characters")}; a vocabulary has at most {MaxTokens}");
        _tokens.Add(token);
        return _codes[token] = _codes.Count;
    }
}
