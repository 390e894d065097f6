using Azure.Core;
using Azure.Core.Pipeline;

namespace DistributedDL.Storage.Blobs.Azure;

/// <summary>
/// Counts the attempts of the requests of a call. Only where there was a second one can a failed condition be the work of the first, whose
/// response was lost.
/// </summary>
internal sealed class AttemptCounter : HttpPipelineSynchronousPolicy
{
    private const string Property = "ddl.attempts";

    public override void OnSendingRequest(HttpMessage message)
    {
        if (message.TryGetProperty(Property, out var value) && value is Attempts attempts) attempts.Most = Math.Max(attempts.Most, message.ProcessingContext.RetryNumber + 1);
    }

    /// <summary>All requests until the result is disposed count for <paramref name="attempts"/>.</summary>
    public static IDisposable Count(Attempts attempts) => HttpPipeline.CreateHttpMessagePropertiesScope(new Dictionary<string, object?> { [Property] = attempts });

    internal sealed class Attempts
    {
        /// <summary>Of the request that had most.</summary>
        public int Most { get; set; }
    }
}
