using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;

namespace DistributedDL.Silo.Prediction;

/// <summary>Whether an index means the same token to a data set and to a version.</summary>
internal static class VocabularyCheck
{
    private const int MostShown = 20;

    /// <exception cref="InvalidArgumentException">The data set has tokens that the version lacks, or numbers them otherwise.</exception>
    public static void Require(ModelVersionReport version, DatasetVersionReport data, string dataset)
    {
        var (known, given) = (version.Signature.Vocabulary, data.Features.Vocabulary);
        if (known.Count == 0 || given.Count == 0 || given.SequenceEqual(known)) return;
        var model = $"model '{version.Model}' version {version.Version}";
        var unknown = given.Index().Where(token => !known.Contains(token.Item, StringComparer.Ordinal)).ToArray();
        throw new InvalidArgumentException("dataset", unknown.Length > 0
            ? $"data set '{dataset}' has {unknown.Length} token{(unknown.Length == 1 ? "" : "s")} that {model} with its {known.Count} lacks: {string.Join(", ", unknown.Take(MostShown).Select(token => $"'{token.Item}' (index {token.Index})"))}{(unknown.Length > MostShown ? ", …" : "")}"
            : $"data set '{dataset}' numbers {given.Count} tokens otherwise than {model}, which knows {known.Count}: import its text together with the text of training");
    }
}
