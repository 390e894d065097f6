namespace DistributedDL.Storage.Tests.GrainState;

/// <summary>A grain's state.</summary>
public sealed class Tally
{
    public string Name { get; set; } = "";

    public List<int> Counts { get; set; } = [];
}
