using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;

namespace DistributedDL.Storage.Tests.Blobs.Azure;

/// <summary>An answer of the service that a policy gives in its place.</summary>
internal sealed class Answer(int status, string code) : Response
{
    private readonly HttpHeader[] _headers = [new("x-ms-error-code", code)];

    public override int Status => status;

    public override string ReasonPhrase => code;

    public override Stream? ContentStream { get; set; } = new MemoryStream();

    public override string ClientRequestId { get; set; } = "";

    public override void Dispose() => ContentStream?.Dispose();

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = _headers.Where(h => string.Equals(h.Name, name, StringComparison.OrdinalIgnoreCase)).Select(h => h.Value).FirstOrDefault();
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out var value) ? [value] : null;
        return values is not null;
    }

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => _headers;
}
