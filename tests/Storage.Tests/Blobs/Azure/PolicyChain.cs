using Azure.Core;
using Azure.Core.Pipeline;

namespace DistributedDL.Storage.Tests.Blobs.Azure;

/// <summary>Several policies as one, in their order.</summary>
internal sealed class PolicyChain(HttpPipelinePolicy[] policies) : HttpPipelinePolicy
{
    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        policies.Length == 0 ? ProcessNextAsync(message, pipeline) : policies[0].ProcessAsync(message, After(pipeline));

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("the store is asynchronous");

    private HttpPipelinePolicy[] After(ReadOnlyMemory<HttpPipelinePolicy> pipeline) => [.. policies[1..], .. pipeline.Span];
}
