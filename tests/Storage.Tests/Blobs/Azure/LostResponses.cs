using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Request = Azure.Core.Request;

namespace DistributedDL.Storage.Tests.Blobs.Azure;

/// <summary>Lets a request through to the service and loses what it answers, for those that are chosen.</summary>
internal sealed class LostResponses : HttpPipelinePolicy
{
    /// <summary>Chooses by the request and by how many were lost before.</summary>
    public Func<Request, int, bool> Loses { get; set; } = (_, _) => false;

    /// <summary>Lets nothing through.</summary>
    public bool Refuses { get; set; }

    public int Lost { get; private set; }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (Refuses) throw new RequestFailedException("no connection");
        await ProcessNextAsync(message, pipeline);
        if (!Loses(message.Request, Lost)) return;
        Lost++;
        message.Response?.Dispose();
        throw new RequestFailedException("the response was lost");
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("the store is asynchronous");
}
