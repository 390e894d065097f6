using DistributedDL.Client.Datasets;
using DistributedDL.Client.Models;
using DistributedDL.Client.OnlineLearning;
using DistributedDL.Client.Prediction;
using DistributedDL.Client.Training;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Net.Client.Configuration;

namespace DistributedDL.Client;

/// <summary>Which calls gRPC makes again by itself where a server is UNAVAILABLE: those that change nothing. Of any other only its caller can tell what making it twice does.</summary>
internal static class ReadRetries
{
    /// <param name="attempts">With the first.</param>
    public static ServiceConfig Config(int attempts)
    {
        var method = new MethodConfig
        {
            RetryPolicy = new RetryPolicy
            {
                MaxAttempts = attempts,
                InitialBackoff = TimeSpan.FromSeconds(0.2),
                MaxBackoff = TimeSpan.FromSeconds(2),
                BackoffMultiplier = 2,
                RetryableStatusCodes = { StatusCode.Unavailable },
            },
        };
        foreach (var name in Reads()) method.Names.Add(name);
        return new ServiceConfig { MethodConfigs = { method } };
    }

    private static IEnumerable<MethodName> Reads() =>
    [
        .. Of(DatasetService.Descriptor, "ListDatasets", "GetDataset", "ReadExamples"),
        .. Of(ModelService.Descriptor, "ListModels", "GetModel", "GetModelSummary", "ExportVersion"),
        .. Of(TrainingService.Descriptor, "GetRun", "ListRuns", "WatchRun"),
        .. Of(PredictionService.Descriptor, "Predict", "PredictDataset", "Evaluate"),
        .. Of(OnlineLearningService.Descriptor, "GetSession", "ListSessions", "PredictSession"),
    ];

    private static IEnumerable<MethodName> Of(ServiceDescriptor service, params string[] methods) => methods.Select(method =>
        new MethodName { Service = service.FullName, Method = (service.FindMethodByName(method) ?? throw new InvalidOperationException($"{service.FullName} has no {method}")).Name });
}
