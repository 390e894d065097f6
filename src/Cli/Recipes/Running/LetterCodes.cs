using DistributedDL.Cli.CommandLine;
using DistributedDL.Client.Datasets;

namespace DistributedDL.Cli.Recipes.Running;

/// <summary>Characters as the numbers that the import of a text gave them.</summary>
/// <param name="data">The recipe's name of the data, for messages.</param>
/// <param name="labels">Characters by number.</param>
internal sealed class LetterCodes(string data, IReadOnlyList<string> labels)
{
    private readonly Dictionary<string, int> codes = labels.Index().ToDictionary(label => label.Item, label => label.Index, StringComparer.Ordinal);

    public static LetterCodes Of(TrainedModel model, DatasetVersion version) => new(model.Data, version.Target.Labels);

    public static List<string> Split(string text) => [.. text.EnumerateRunes().Select(rune => rune.ToString())];

    public string Letter(int code) => labels[code];

    /// <param name="letters">As <see cref="Split"/> parts them.</param>
    /// <param name="step">That needs the codes, for messages.</param>
    /// <exception cref="CommandFailedException">The data have not all of the characters; names every one that is missing.</exception>
    public List<int> Encode(IReadOnlyList<string> letters, string step)
    {
        var unknown = letters.Where(letter => !codes.ContainsKey(letter)).Distinct().Select(letter => $"'{letter}'").ToList();
        return unknown.Count == 0
            ? [.. letters.Select(letter => codes[letter])]
            : throw new CommandFailedException($"{step}: {data} has no {string.Join(", ", unknown)} among its {codes.Count} characters");
    }
}
