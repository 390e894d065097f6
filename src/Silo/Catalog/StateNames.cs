using DistributedDL.Contracts.Catalog;
using DistributedDL.Storage.GrainState;

namespace DistributedDL.Silo.Catalog;

/// <summary>Grain types and state names as they are stored; a change of one loses what is stored under it.</summary>
internal static class StateNames
{
    public const string Dataset = "dataset";
    public const string Model = "model";
    public const string TrainingRun = "training-run";
    public const string OnlineSession = "online-session";
    public const string State = "state";

    public static string Prefix(ResourceKind kind) => BlobGrainStorage.Prefix(State, kind switch
    {
        ResourceKind.Dataset => Dataset,
        ResourceKind.Model => Model,
        ResourceKind.TrainingRun => TrainingRun,
        ResourceKind.OnlineSession => OnlineSession,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind"),
    });
}
