using System.Globalization;
using DistributedDL.Contracts.Errors;
using DistributedDL.Storage.Blobs;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Orleans.Runtime;
using Orleans.Storage;
using Status = Google.Rpc.Status;

namespace DistributedDL.Gateway.Errors;

/// <summary>
/// What a failure looks like from outside: a code as gRPC defines it, a sentence, and the details that a client acts on.
/// Every status carries a <see cref="ErrorInfo"/> with a reason that programs may compare.
/// </summary>
public static class ErrorStatus
{
    /// <summary>Domain of the reasons in <see cref="ErrorInfo"/>.</summary>
    public const string Domain = "distributeddl";

    /// <summary>Trailers are bounded by the client (64 KiB in .NET): so many violations are sent, the rest is counted.</summary>
    public const int MaxViolations = 50;

    private const int MaxMessageLength = 1_000;
    private const int DiskFull = 28;
    private const int DiskFullWindows = unchecked((int)0x80070070);

    /// <param name="isRead">The call changes nothing, whatever became of it.</param>
    /// <returns>Null for a failure that nobody is meant to see: a bug.</returns>
    public static Status? Of(Exception failure, bool isRead = false)
    {
        // First, for it says more than the rejection of a grain that could not read its state.
        if (StoreUnavailableException.In(failure) is { } store) return Unavailable(store);
        foreach (var e in Chain(failure))
            if (OfOne(e, isRead) is { } status)
                return status;
        // A connection that could not be made, a placement that found nobody: whatever else the cluster itself fails of, it may not at the next call.
        return Chain(failure).OfType<OrleansException>().Any() ? ClusterUnavailable : null;
    }

    /// <summary>The status of a bug: says nothing of the inside, and gives the id under which the log has it.</summary>
    public static Status OfBug(string errorId) => Make(Code.Internal, "INTERNAL", $"internal error {errorId}; the server's log has the details under this id",
        [new RequestInfo { RequestId = errorId }], ("error_id", errorId));

    /// <summary>The status of calls that the end of the server cuts short.</summary>
    public static Status Draining { get; } = Make(Code.Unavailable, "DRAINING", "the server is shutting down; connect again", [Retry(TimeSpan.FromSeconds(1))]);

    /// <summary>The status of calls that change nothing and were not answered: they may be made again.</summary>
    private static Status NoAnswer => Make(Code.Unavailable, "NO_ANSWER", "the cluster did not answer in time; nothing was changed; try again in 1 s", [Retry(TimeSpan.FromSeconds(1))]);

    private static Status Unavailable(StoreUnavailableException e) => Make(Code.Unavailable, "STORE_UNAVAILABLE", e.Message, [Retry(e.RetryAfter)]);

    /// <summary>The status of calls that come before the cluster has answered for the first time.</summary>
    public static Status Starting { get; } = Make(Code.Unavailable, "STARTING", "the server is starting: the cluster has not answered yet; try again in 1 s", [Retry(TimeSpan.FromSeconds(1))]);

    private static Status ClusterUnavailable => Make(Code.Unavailable, "CLUSTER_UNAVAILABLE",
        "the cluster does not take this call at present; try again in 1 s", [Retry(TimeSpan.FromSeconds(1))]);

    private static Status? OfOne(Exception failure, bool isRead) => failure switch
    {
        InvalidArgumentException e => Make(Code.InvalidArgument, "INVALID_ARGUMENT", e.Message, [Violations(e.Violations)]),
        ResourceNotFoundException e => Make(Code.NotFound, "NOT_FOUND", e.Message, [Resource(e.Kind, e.Name, e.Message)]),
        ResourceExistsException e => Make(Code.AlreadyExists, "ALREADY_EXISTS", e.Message, [Resource(e.Kind, e.Name, e.Message)]),
        PreconditionException e => Make(Code.FailedPrecondition, "FAILED_PRECONDITION", e.Message, [Precondition(e)]),
        OverloadedException e => Make(Code.ResourceExhausted, "OVERLOADED", e.Message, [Retry(e.RetryAfter), Quota(e.Queue, e.Message)]),
        SessionMovedException e => Make(Code.Unavailable, "SESSION_MOVED", e.Message, [Retry(e.RetryAfter)]),
        CorruptBlobException e => Make(Code.DataLoss, "CORRUPT_BLOB", e.Message, [Resource("blob", e.Blob, e.Detail)]),
        // Past the valid range rather than a state to be repaired: the client goes on from the expected number.
        SequenceGapException e => Make(Code.OutOfRange, "SEQUENCE_GAP", e.Message, [],
            ("session", e.Session), ("last_durable_sequence", Number(e.LastDurableSequence)),
            ("expected_sequence", Number(e.LastDurableSequence + 1)), ("received_sequence", Number(e.Received))),
        BlobConditionException or InconsistentStateException => Make(Code.Aborted, "CONFLICT",
            "another writer was here at the same time; read the present state and try again", [Retry(TimeSpan.FromMilliseconds(100))]),
        BlobNotFoundException e => Make(Code.DataLoss, "MISSING_BLOB", $"stored blob '{e.Blob}' is missing", [Resource("blob", e.Blob, "missing")]),
        IOException { HResult: DiskFull or DiskFullWindows } => Make(Code.ResourceExhausted, "STORAGE_FULL", "the server's storage is full",
            [Quota("storage", "no space is left")]),
        GatewayTooBusyException or LimitExceededException => Make(Code.ResourceExhausted, "OVERLOADED", "the cluster is overloaded; try again in 1 s",
            [Retry(TimeSpan.FromSeconds(1)), Quota("cluster", "a queue is full")]),
        OrleansMessageRejectionException or ClientNotAvailableException or SiloUnavailableException => ClusterUnavailable,
        TimeoutException when isRead => NoAnswer,
        // gRPC's own words for this code: "may be returned even if the operation has completed successfully".
        TimeoutException => Make(Code.DeadlineExceeded, "OUTCOME_UNKNOWN", "the cluster did not answer in time; whether the operation was done is unknown", []),
        _ => null,
    };

    private static IEnumerable<Exception> Chain(Exception? failure)
    {
        for (var e = failure; e is not null; e = e.InnerException) yield return e;
    }

    private static Status Make(Code code, string reason, string message, IEnumerable<IMessage> details, params (string Key, string Value)[] metadata)
    {
        var info = new ErrorInfo { Domain = Domain, Reason = reason };
        foreach (var (key, value) in metadata) info.Metadata[key] = value;
        var status = new Status { Code = (int)code, Message = Cut(message), Details = { Any.Pack(info) } };
        status.Details.AddRange(details.Select(Any.Pack));
        return status;
    }

    private static BadRequest Violations(IReadOnlyList<FieldViolation> violations)
    {
        var bad = new BadRequest();
        foreach (var violation in violations.Take(MaxViolations))
            bad.FieldViolations.Add(new BadRequest.Types.FieldViolation { Field = Cut(violation.Field), Description = Cut(violation.Description) });
        if (violations.Count > MaxViolations)
            bad.FieldViolations.Add(new BadRequest.Types.FieldViolation { Field = "…", Description = $"and {violations.Count - MaxViolations} more" });
        return bad;
    }

    private static PreconditionFailure Precondition(PreconditionException e) => new()
    {
        Violations = { new PreconditionFailure.Types.Violation { Type = "STATE", Subject = e.Subject, Description = e.Reason } },
    };

    private static ResourceInfo Resource(string kind, string name, string description) =>
        new() { ResourceType = kind, ResourceName = name, Description = description };

    private static RetryInfo Retry(TimeSpan after) => new() { RetryDelay = Duration.FromTimeSpan(after) };

    private static QuotaFailure Quota(string subject, string description) =>
        new() { Violations = { new QuotaFailure.Types.Violation { Subject = subject, Description = description } } };

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Cut(string text) => text.Length <= MaxMessageLength ? text : text[..(MaxMessageLength - 1)] + "…";
}
