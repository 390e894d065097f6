using DistributedDL.Client.Models;
using DistributedDL.Contracts.Catalog;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Naming;
using DistributedDL.Gateway.Catalog;
using Grpc.Core;

namespace DistributedDL.Gateway.Models;

internal sealed class ModelGrpcService(IGrainFactory grains, WeightsTransfer weights) : ModelService.ModelServiceBase
{
    public override async Task<Model> CreateModel(CreateModelRequest request, ServerCallContext context)
    {
        var violations = new List<FieldViolation>();
        ResourceName.Check("name", request.Name, violations);
        var architecture = request.Architecture.ToContract(violations);
        InvalidArgumentException.ThrowIfAny(violations);
        return (await grains.GetGrain<IModel>(request.Name).Create(architecture)).ToWire();
    }

    public override async Task<ListModelsResponse> ListModels(ListModelsRequest request, ServerCallContext context)
    {
        var (models, next) = await grains.Page(ResourceKind.Model, request.PageSize, request.PageToken,
            async name => (await grains.GetGrain<IModel>(name).Show()).ToWire());
        return new ListModelsResponse { Models = { models }, NextPageToken = next };
    }

    public override async Task<Model> GetModel(GetModelRequest request, ServerCallContext context) =>
        (await Grain(request.Name).Show()).ToWire();

    public override async Task<ModelSummary> GetModelSummary(GetModelSummaryRequest request, ServerCallContext context) =>
        (await Grain(request.Name).Summary()).ToWire();

    public override async Task<Model> PromoteVersion(PromoteVersionRequest request, ServerCallContext context)
    {
        var violations = new List<FieldViolation>();
        ResourceName.Check("name", request.Name, violations);
        if (request.Version < 1) violations.Add(new("version", $"{request.Version} is below 1"));
        InvalidArgumentException.ThrowIfAny(violations);
        return (await grains.GetGrain<IModel>(request.Name).Promote(request.Version)).ToWire();
    }

    public override async Task<Model> RollbackModel(RollbackModelRequest request, ServerCallContext context) =>
        (await Grain(request.Name).Rollback()).ToWire();

    public override async Task<DeleteModelResponse> DeleteModel(DeleteModelRequest request, ServerCallContext context)
    {
        await Grain(request.Name).Delete();
        return new DeleteModelResponse();
    }

    public override async Task ExportVersion(ExportVersionRequest request, IServerStreamWriter<ExportVersionResponse> responseStream, ServerCallContext context)
    {
        if (request.Version < 0) throw new InvalidArgumentException("version", $"{request.Version} is below 0; 0 is the live one");
        var version = await Grain(request.Name).Resolve(request.Version == 0 ? null : request.Version);
        await weights.Export(version, responseStream, context.CancellationToken);
    }

    public override async Task<ModelVersion> ImportVersion(IAsyncStreamReader<ImportVersionRequest> requestStream, ServerCallContext context) =>
        (await weights.Import(requestStream, context.CancellationToken)).ToWire();

    private IModel Grain(string name) => grains.GetGrain<IModel>(ResourceName.Require("name", name));
}
