using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;

namespace DistributedDL.Storage.Tests.Blobs.Azure;

/// <summary>What goes over the wire: method, path and query, and the headers of conditions.</summary>
internal sealed class RequestLog : HttpPipelinePolicy
{
    private static readonly string[] Headers = ["If-Match", "If-None-Match", "x-ms-blob-condition-appendpos", "x-ms-blob-type"];

    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> Take()
    {
        var lines = _lines.ToArray();
        _lines.Clear();
        return lines;
    }

    public override ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var request = message.Request;
        var headers = Headers.Select(name => request.Headers.TryGetValue(name, out var value) ? $" {name}={value}" : "");
        _lines.Enqueue($"{request.Method} {request.Uri.ToUri().PathAndQuery.Replace("/devstoreaccount1", "", StringComparison.Ordinal)}{string.Concat(headers)}");
        return ProcessNextAsync(message, pipeline);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException("the store is asynchronous");
}
