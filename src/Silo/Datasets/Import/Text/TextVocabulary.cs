namespace DistributedDL.Silo.Datasets.Import.Text;

/// <summary>All tokens of an import in the order of their code points; a token's class is its index.</summary>
public sealed class TextVocabulary
{
    private readonly Dictionary<string, int> _classes;

    /// <param name="tokens">All of them, in any order.</param>
    public TextVocabulary(IEnumerable<string> tokens)
    {
        Labels = [.. tokens.Order(StringComparer.Ordinal)];
        _classes = Labels.Index().ToDictionary(label => label.Item, label => label.Index, StringComparer.Ordinal);
    }

    public IReadOnlyList<string> Labels { get; }

    /// <summary>Whether an index fits a byte.</summary>
    public bool FitsBytes => Labels.Count <= 256;

    public int ClassOf(string token) => _classes[token];
}
