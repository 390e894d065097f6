using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace DistributedDL.Storage.Tests.Blobs.Azure;

/// <summary>
/// Answers Put Blob as the service does where a blob of another kind is: 409 InvalidBlobType. "After a blob has been created, the type of the blob can't be
/// changed unless it's deleted and re-created" (reference of Put Blob); the emulator replaces it.
/// </summary>
internal sealed class KindsStay(string connectionString) : HttpPipelinePolicy
{
    private readonly BlobServiceClient _service = new(connectionString);

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (message.Request.Headers.TryGetValue("x-ms-blob-type", out var kind) && await KindOf(message.Request.Uri.ToUri()) is { } found && found != kind)
            message.Response = new Answer(409, "InvalidBlobType");
        else await ProcessNextAsync(message, pipeline);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("the store is asynchronous");

    private async Task<string?> KindOf(Uri uri)
    {
        var name = new BlobUriBuilder(uri);
        try
        {
            var found = await _service.GetBlobContainerClient(name.BlobContainerName).GetBlobClient(name.BlobName).GetPropertiesAsync();
            return found.Value.BlobType == BlobType.Append ? "AppendBlob" : "BlockBlob";
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }
}
