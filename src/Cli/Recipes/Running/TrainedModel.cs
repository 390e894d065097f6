using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Reports.Results;
using DistributedDL.Contracts.Training;

namespace DistributedDL.Cli.Recipes.Running;

/// <summary>A model of a recipe as it stands on the server.</summary>
/// <param name="Name">Its name in the recipe.</param>
/// <param name="Data">The data set that it was made with.</param>
/// <param name="ServerName">Its name on the server.</param>
/// <param name="Parameters">Of its network.</param>
/// <param name="Input">Shape of one example.</param>
internal sealed record TrainedModel(string Name, string Data, string ServerName, long Parameters, IReadOnlyList<int> Input)
{
    private readonly SortedDictionary<int, int> _versions = [];
    private int _last;

    /// <summary>The run that trains it; null where nothing does.</summary>
    public string? Run { get; init; }

    /// <summary>The split that the run evaluates beside the training split; null when there is none.</summary>
    public string? HeldSplit { get; init; }

    /// <summary>What it started from; null for initial weights.</summary>
    public (string ServerName, int Version)? Parent { get; init; }

    /// <summary>Epochs done.</summary>
    public int Epochs { get; private set; }

    /// <summary>The epoch whose weights are its last version.</summary>
    public int FinalEpoch { get; private set; }

    /// <summary>SHA-256 of the last version's weights, in hex.</summary>
    public string WeightsSha256 { get; private set; } = "";

    public List<EpochReport> History { get; } = [];

    /// <summary>How its <c>learn_online</c> step went.</summary>
    public List<StreamReport> Stream { get; } = [];

    /// <summary>Metrics of that step and of prices, by their names in a recipe.</summary>
    public SortedDictionary<string, double> OnlineMetrics { get; } = new(StringComparer.Ordinal);

    /// <summary>What its <c>next_letters</c> step predicted.</summary>
    public IReadOnlyList<NextLetter> NextLetters { get; set; } = [];

    /// <summary>What its <c>generate</c> step wrote, the start included.</summary>
    public string Generated { get; set; } = "";

    public bool HasVersion(int afterEpoch) => _versions.ContainsKey(afterEpoch);

    /// <summary>The version after so many epochs; the last when null.</summary>
    /// <exception cref="CommandFailedException">There is none.</exception>
    public int Version(int? afterEpoch) => At(afterEpoch).Version;

    /// <summary>The same, with the model on the server that has it: after 0 epochs, the parent.</summary>
    /// <exception cref="CommandFailedException">There is none.</exception>
    public (string ServerName, int Version) At(int? afterEpoch)
    {
        if (afterEpoch is null) return (ServerName, _last);
        if (afterEpoch == 0 && Parent is { } parent) return parent;
        return _versions.TryGetValue(afterEpoch.Value, out var version) ? (ServerName, version) : throw new CommandFailedException(
            $"{Name} has no version after {afterEpoch} epochs; it has {(_versions.Count == 0 ? "none on the way" : string.Join(", ", _versions.Keys))}, and versions_at names more");
    }

    public void Add(int epoch, int version) => _versions[epoch] = version;

    public void End(int epochs, int finalEpoch, int version, string weightsSha256) =>
        (Epochs, FinalEpoch, _last, WeightsSha256) = (epochs, finalEpoch, version, weightsSha256);
}
