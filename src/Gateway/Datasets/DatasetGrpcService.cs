using DistributedDL.Client.Datasets;
using DistributedDL.Contracts.Catalog;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Naming;
using DistributedDL.Gateway.Catalog;
using Grpc.Core;

namespace DistributedDL.Gateway.Datasets;

internal sealed class DatasetGrpcService(IGrainFactory grains, UploadArea uploads, UploadReceiver receiver, ExampleParts examples) : DatasetService.DatasetServiceBase
{
    /// <summary>(1) The spec is checked and the name is free, (2) the files go to the store, (3) the data set reads them, (4) they are removed.</summary>
    public override async Task<DatasetVersion> Import(IAsyncStreamReader<ImportDatasetRequest> requestStream, ServerCallContext context)
    {
        // (1)
        if (!await requestStream.MoveNext(context.CancellationToken) || requestStream.Current.Spec is not { } spec)
            throw new InvalidArgumentException("spec", "the first message must be the spec");
        ImportValidation.Check(spec);
        var dataset = grains.GetGrain<IDataset>(spec.Name);
        if (!spec.NewVersion && await Exists(dataset)) throw new ResourceExistsException("dataset", spec.Name);
        var upload = uploads.NewId();
        try
        {
            // (2)
            var files = await receiver.Receive(requestStream, upload, context.CancellationToken);
            // (3)
            var version = await dataset.Import(spec.ToContract(), files, context.CancellationToken);
            return version.ToWire(spec.Name);
        }
        finally
        {
            // (4)
            await uploads.Remove(upload);
        }
    }

    public override async Task<ListDatasetsResponse> ListDatasets(ListDatasetsRequest request, ServerCallContext context)
    {
        var (datasets, next) = await grains.Page(ResourceKind.Dataset, request.PageSize, request.PageToken,
            async name => (await grains.GetGrain<IDataset>(name).Show()).ToWire());
        return new ListDatasetsResponse { Datasets = { datasets }, NextPageToken = next };
    }

    public override async Task<Dataset> GetDataset(GetDatasetRequest request, ServerCallContext context) =>
        (await Grain(request.Name).Show()).ToWire();

    public override async Task<DeleteDatasetResponse> DeleteDataset(DeleteDatasetRequest request, ServerCallContext context)
    {
        await Grain(request.Name).Delete();
        return new DeleteDatasetResponse();
    }

    public override async Task ReadExamples(ReadExamplesRequest request, IServerStreamWriter<ReadExamplesResponse> responseStream, ServerCallContext context)
    {
        await foreach (var part in examples.Read(request, context.CancellationToken))
            await responseStream.WriteAsync(part, context.CancellationToken);
    }

    private IDataset Grain(string name) => grains.GetGrain<IDataset>(ResourceName.Require("name", name));

    private static async Task<bool> Exists(IDataset dataset)
    {
        try
        {
            await dataset.Show();
            return true;
        }
        catch (ResourceNotFoundException)
        {
            return false;
        }
    }
}
