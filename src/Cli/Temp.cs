using Grpc.Net.Client;
namespace DistributedDL.Client;
public sealed class DistributedDLClient(Uri address) : IDisposable
{
    private readonly GrpcChannel channel = GrpcChannel.ForAddress(address);
    public Datasets.DatasetService.DatasetServiceClient Datasets => new(channel);
    public Models.ModelService.ModelServiceClient Models => new(channel);
    public Training.TrainingService.TrainingServiceClient Training => new(channel);
    public Prediction.PredictionService.PredictionServiceClient Prediction => new(channel);
    public OnlineLearning.OnlineLearningService.OnlineLearningServiceClient OnlineLearning => new(channel);
    public void Dispose() => channel.Dispose();
}
public static class DatasetUpload
{
    public static Task<Datasets.DatasetVersion> Import(DistributedDLClient client, Datasets.ImportSpec spec, IReadOnlyList<string> files, Action<long, long> progress, CancellationToken cancellation) => throw new NotSupportedException();
}
public static class ArchitectureSpecs { public static Models.ArchitectureSpec Parse(string json) => throw new NotSupportedException(); }
