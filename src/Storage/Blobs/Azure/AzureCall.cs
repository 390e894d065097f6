using System.Globalization;
using Azure;
using Azure.Identity;
using DistributedDL.Contracts.Errors;

namespace DistributedDL.Storage.Blobs.Azure;

/// <summary>What a failed request means.</summary>
internal static class AzureCall
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <exception cref="StoreUnavailableException">The service could not be reached, was overloaded or refused the credential, beyond all retries.</exception>
    /// <exception cref="RequestFailedException">It answered, and said no.</exception>
    public static async Task<T> Run<T>(Func<Task<T>> call, CancellationToken cancellation)
    {
        try
        {
            return await call();
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested && Unavailable(e) is { } reason)
        {
            throw new StoreUnavailableException(reason, RetryAfter);
        }
    }

    /// <summary>A condition that does not hold, a type that does not fit, or a blob that is no more.</summary>
    public static bool IsRefusal(RequestFailedException e) => e.Status is 404 or 409 or 412 || e is { Status: 400, ErrorCode: "InvalidBlockList" };

    public static bool IsInvalidType(RequestFailedException e) => e.ErrorCode == "InvalidBlobType";

    // Never the exception's own message: it may show headers and an address with a signature.
    private static string? Unavailable(Exception e) => e switch
    {
        AggregateException all => all.InnerExceptions.Select(Unavailable).LastOrDefault(reason => reason is not null),
        RequestFailedException { Status: 0 } none => $"no answer ({Root(none)})",
        RequestFailedException { Status: 401 or 403 or 408 or 429 or >= 500 } answer =>
            string.Create(CultureInfo.InvariantCulture, $"it answers {answer.Status} {answer.ErrorCode}"),
        AuthenticationFailedException => "the identity of this process got no token for it",
        OperationCanceledException => "no answer in time",
        HttpRequestException or IOException => $"the connection broke ({Root(e)})",
        _ => null,
    };

    private static string Root(Exception e) => e.GetBaseException() is var root && root is RequestFailedException ? "request failed" : root.Message;
}
