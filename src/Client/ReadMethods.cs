using DistributedDL.Client.Datasets;
using DistributedDL.Client.Models;
using DistributedDL.Client.OnlineLearning;
using DistributedDL.Client.Prediction;
using DistributedDL.Client.Training;
using Google.Protobuf.Reflection;

namespace DistributedDL.Client;

/// <summary>The methods that change nothing, so that they may be called again whatever became of a call before: <c>idempotency_level = NO_SIDE_EFFECTS</c> in their proto.</summary>
public static class ReadMethods
{
    public static IReadOnlyList<MethodDescriptor> All { get; } =
    [
        .. from service in new[] { DatasetService.Descriptor, ModelService.Descriptor, TrainingService.Descriptor, PredictionService.Descriptor, OnlineLearningService.Descriptor }
           from method in service.Methods
           where method.GetOptions()?.IdempotencyLevel == MethodOptions.Types.IdempotencyLevel.NoSideEffects
           select method,
    ];
}
