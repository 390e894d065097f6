using DistributedDL.Clustering;
using DistributedDL.Silo.Checkpoints;
using DistributedDL.Silo.Datasets.Import;
using DistributedDL.Silo.Hosting;
using DistributedDL.Silo.Lanes;
using DistributedDL.Silo.Metrics;
using DistributedDL.Silo.Models;
using DistributedDL.Silo.OnlineLearning;
using DistributedDL.Silo.Prediction;
using DistributedDL.Silo.Training;
using DistributedDL.Silo.Training.Queue;
using DistributedDL.Silo.Training.Ranks;
using DistributedDL.Storage;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Checkpoints;
using DistributedDL.Storage.Datasets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace DistributedDL.Silo;

/// <summary>Adds a silo to a host: grains, storage, and the lanes of the roles that section <c>Cluster</c> gives it.</summary>
public static class SiloHosting
{
    public static IHostApplicationBuilder AddDistributedDLSilo(this IHostApplicationBuilder builder)
    {
        var join = builder.Configuration.ReadClusterJoin();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddClusterJoining();
        builder.Services.AddMetrics();
        builder.Services.AddBlobStorage(builder.Configuration);
        // Before the silo: a rank may be called for as soon as it is there.
        if (join.Takes.HasFlag(ProcessRoles.Training)) builder.Services.AddHostedService(provider => provider.GetRequiredService<RankDoor>());
        builder
            .AddLanes()
            .AddDatasets()
            .AddTraining()
            .AddOnlineLearning()
            .AddPrediction()
            .AddSiloCluster(join);
        // Behind the silo: it calls grains.
        if (join.Takes.HasFlag(ProcessRoles.Training)) builder.Services.AddHostedService<RunResumption>();
        return builder;
    }

    private static IHostApplicationBuilder AddLanes(this IHostApplicationBuilder builder)
    {
        builder.AddValidated<LaneOptions, LaneOptionsValidator>(LaneOptions.Section);
        builder.Services.TryAddSingleton<LaneSet>();
        builder.Services.TryAddSingleton<RunningRuns>();
        builder.Services.TryAddSingleton<OpenSessions>();
        builder.Services.TryAddSingleton<SiloMetrics>();
        // Before the silo: hosted services stop in reverse, so the lanes drain after the last grain.
        builder.Services.AddHostedService(provider => new LaneService(() =>
        {
            // With the lanes, and not with the first work on them: whoever scales silos has to see idle ones.
            provider.GetRequiredService<SiloMetrics>();
            return provider.GetRequiredService<LaneSet>();
        }));
        return builder;
    }

    private static IHostApplicationBuilder AddDatasets(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(provider => new DatasetStore(provider.GetRequiredService<IBlobStore>()));
        builder.Services.TryAddSingleton<DatasetImporter>();
        return builder;
    }

    private static IHostApplicationBuilder AddTraining(this IHostApplicationBuilder builder)
    {
        builder.AddValidated<TrainingOptions, TrainingOptionsValidator>(TrainingOptions.Section);
        builder.Services.TryAddSingleton(provider => new TensorStore(provider.GetRequiredService<IBlobStore>(), TensorStore.Snapshots));
        builder.Services.TryAddSingleton<WeightsImport>();
        builder.Services.TryAddSingleton<CheckpointFolders>();
        builder.Services.TryAddSingleton<UnfinishedRuns>();
        builder.Services.TryAddSingleton<QueueFigures>();
        builder.Services.TryAddSingleton<TrainingJobJson>();
        builder.Services.TryAddSingleton<RankDoor>();
        builder.Services.TryAddSingleton<TrainingRunServices>();
        return builder;
    }

    private static IHostApplicationBuilder AddOnlineLearning(this IHostApplicationBuilder builder)
    {
        builder.AddValidated<OnlineLearningOptions, OnlineLearningOptionsValidator>(OnlineLearningOptions.Section);
        builder.Services.TryAddSingleton<OnlineSessionServices>();
        return builder;
    }

    private static IHostApplicationBuilder AddPrediction(this IHostApplicationBuilder builder)
    {
        builder.AddValidated<PredictionOptions, PredictionOptionsValidator>(PredictionOptions.Section);
        builder.Services.TryAddSingleton<NetworkCache>();
        return builder;
    }

    internal static void AddValidated<TOptions, TValidator>(this IHostApplicationBuilder builder, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        builder.Services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<TOptions>, TValidator>());
    }
}
