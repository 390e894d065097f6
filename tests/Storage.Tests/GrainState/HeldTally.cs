using System.Diagnostics.CodeAnalysis;
using Orleans.Runtime;

namespace DistributedDL.Storage.Tests.GrainState;

/// <summary>A state as a grain holds it.</summary>
internal sealed class HeldTally(Tally state) : IGrainState<Tally>
{
    [AllowNull]
    public Tally State { get; set; } = state;

    public string? ETag { get; set; }

    public bool RecordExists { get; set; }
}
