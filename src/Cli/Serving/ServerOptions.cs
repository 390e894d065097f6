using System.Reflection;
using DistributedDL.Clustering;
using DistributedDL.Gateway;
using DistributedDL.Silo.Hosting;
using DistributedDL.Silo.Lanes;
using DistributedDL.Silo.OnlineLearning;
using DistributedDL.Silo.Prediction;
using DistributedDL.Silo.Training;
using DistributedDL.Storage;
using DistributedDL.Storage.Blobs.Azure;

namespace DistributedDL.Cli.Serving;

/// <summary>Every setting of a server: the options that its configuration is bound to.</summary>
internal static class ServerOptions
{
    /// <summary>Each with its section. Written out, as looking for them takes a start a tenth of a second; a test finds those that are missing.</summary>
    public static IReadOnlyList<(string Section, Type Options)> Types { get; } =
    [
        (ClusterJoinOptions.Section, typeof(ClusterJoinOptions)),
        (SiloHostOptions.Section, typeof(SiloHostOptions)),
        (StorageOptions.Section, typeof(StorageOptions)),
        (AzureBlobOptions.Section, typeof(AzureBlobOptions)),
        (GatewayOptions.Section, typeof(GatewayOptions)),
        (LaneOptions.Section, typeof(LaneOptions)),
        (TrainingOptions.Section, typeof(TrainingOptions)),
        (OnlineLearningOptions.Section, typeof(OnlineLearningOptions)),
        (PredictionOptions.Section, typeof(PredictionOptions)),
    ];

    /// <summary>By key, as in <c>Cluster:Roles</c>; case does not count.</summary>
    public static IReadOnlyDictionary<string, PropertyInfo> Settings { get; } = Types
        .SelectMany(type => type.Options.GetProperties().Where(property => property.SetMethod is { IsPublic: true }).Select(property => (Key: $"{type.Section}:{property.Name}", Property: property)))
        .ToDictionary(setting => setting.Key, setting => setting.Property, StringComparer.OrdinalIgnoreCase);
}
