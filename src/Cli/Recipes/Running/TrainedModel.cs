using DistributedDL.Cli.Recipes.Steps;
using DistributedDL.Contracts.Training;

namespace DistributedDL.Cli.Recipes.Running;

/// <summary>A model of a recipe as it stands on the server.</summary>
/// <param name="Step">What made it.</param>
/// <param name="ServerName">Its name there.</param>
/// <param name="Parameters">Of its network.</param>
internal sealed record TrainedModel(TrainStep Step, string ServerName, long Parameters)
{
    private readonly SortedDictionary<int, int> versions = [];

    /// <summary>Epochs done.</summary>
    public int Epochs => versions.Keys.LastOrDefault();

    /// <summary>The version after so many epochs; the last when null.</summary>
    public int Version(int? afterEpoch) => versions.TryGetValue(afterEpoch ?? Epochs, out var version) ? version
        : throw new InvalidOperationException($"{Step.Model} has no version after {afterEpoch} epochs; versions_at names {string.Join(", ", versions.Keys)}");

    /// <summary>SHA-256 of the last version's weights, in hex.</summary>
    public string WeightsSha256 { get; private set; } = "";

    public List<EpochReport> History { get; } = [];

    public void Add(int epoch, int version, string weightsSha256) => (versions[epoch], WeightsSha256) = (version, weightsSha256);
}
