using DistributedDL.Contracts.Errors;
using DistributedDL.Gateway.Errors;
using DistributedDL.Storage.Blobs;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Orleans.Runtime;
using Orleans.Storage;

namespace DistributedDL.Gateway.Tests.Errors;

public sealed class ErrorStatusTests
{
    public static TheoryData<Exception, Code, string> Known => new()
    {
        { new InvalidArgumentException("f", "d"), Code.InvalidArgument, "INVALID_ARGUMENT" },
        { new ResourceNotFoundException("model", "m"), Code.NotFound, "NOT_FOUND" },
        { new ResourceExistsException("model", "m"), Code.AlreadyExists, "ALREADY_EXISTS" },
        { new PreconditionException("session 's'", "it is closed"), Code.FailedPrecondition, "FAILED_PRECONDITION" },
        { new OverloadedException("the queue", TimeSpan.FromSeconds(2)), Code.ResourceExhausted, "OVERLOADED" },
        { new StoreUnavailableException("no answer", TimeSpan.FromSeconds(1)), Code.Unavailable, "STORE_UNAVAILABLE" },
        { new OrleansException("rejected", new StoreUnavailableException("no answer", TimeSpan.FromSeconds(1))), Code.Unavailable, "STORE_UNAVAILABLE" },
        { new CorruptBlobException("a/b", "checksum"), Code.DataLoss, "CORRUPT_BLOB" },
        { new SequenceGapException("s", 41, 50), Code.OutOfRange, "SEQUENCE_GAP" },
        { new BlobConditionException("b", "no blob", "1", 2), Code.Aborted, "CONFLICT" },
        { new BlobNotFoundException("b"), Code.DataLoss, "MISSING_BLOB" },
        { new InconsistentStateException("stale", "1", "2"), Code.Aborted, "CONFLICT" },
        { new IOException("No space left on device", 28), Code.ResourceExhausted, "STORAGE_FULL" },
        { new SiloUnavailableException("gone"), Code.Unavailable, "CLUSTER_UNAVAILABLE" },
        { new OrleansException("no active nodes are compatible"), Code.Unavailable, "CLUSTER_UNAVAILABLE" },
        { new GatewayTooBusyException("busy"), Code.ResourceExhausted, "OVERLOADED" },
        { new LimitExceededException("queue"), Code.ResourceExhausted, "OVERLOADED" },
        { new TimeoutException("30 s"), Code.DeadlineExceeded, "OUTCOME_UNKNOWN" },
    };

    [Theory]
    [MemberData(nameof(Known), DisableDiscoveryEnumeration = true)]
    public void Of_KnownFailure_HasCodeReasonAndMessage(Exception failure, Code code, string reason)
    {
        var status = ErrorStatus.Of(failure)!;

        Assert.Equal((int)code, status.Code);
        Assert.NotEmpty(status.Message);
        var info = status.GetDetail<ErrorInfo>();
        Assert.Equal((reason, ErrorStatus.Domain), (info.Reason, info.Domain));
    }

    [Theory]
    [MemberData(nameof(Known), DisableDiscoveryEnumeration = true)]
    public void Of_WrappedFailure_IsThatOfTheInner(Exception failure, Code code, string _) =>
        Assert.Equal((int)code, ErrorStatus.Of(new AggregateException(new InvalidOperationException("wrapped", failure)))!.Code);

    [Fact]
    public void Of_Bug_IsNull() => Assert.Null(ErrorStatus.Of(new InvalidOperationException("secret")));

    [Fact]
    public void Of_InvalidArgument_CarriesEveryViolation()
    {
        var bad = ErrorStatus.Of(new InvalidArgumentException([new("a", "is 1"), new("b", "is 2")]))!.GetDetail<BadRequest>();

        Assert.Equal([("a", "is 1"), ("b", "is 2")], bad.FieldViolations.Select(violation => (violation.Field, violation.Description)));
    }

    [Fact]
    public void Of_ThousandsOfViolations_StaysBelowHeaderLimits()
    {
        var violations = Enumerable.Range(0, 5_000).Select(i => new FieldViolation($"features[{i}]", new string('x', 100))).ToList();

        var status = ErrorStatus.Of(new InvalidArgumentException(violations))!;

        Assert.True(status.CalculateSize() < 16 << 10);
        var last = status.GetDetail<BadRequest>().FieldViolations[^1];
        Assert.Equal($"and {5_000 - ErrorStatus.MaxViolations} more", last.Description);
    }

    [Fact]
    public void Of_SequenceGap_SaysWhichNumberIsExpected()
    {
        var metadata = ErrorStatus.Of(new SequenceGapException("s", 41, 50))!.GetDetail<ErrorInfo>().Metadata;

        Assert.Equal(
            new Dictionary<string, string> { ["session"] = "s", ["last_durable_sequence"] = "41", ["expected_sequence"] = "42", ["received_sequence"] = "50" },
            metadata.ToDictionary());
    }

    [Fact]
    public void Of_Overloaded_SaysWhenToComeAgain()
    {
        var status = ErrorStatus.Of(new OverloadedException("the queue", TimeSpan.FromMilliseconds(250)))!;

        Assert.Equal(Duration.FromTimeSpan(TimeSpan.FromMilliseconds(250)), status.GetDetail<RetryInfo>().RetryDelay);
        Assert.Equal("the queue", status.GetDetail<QuotaFailure>().Violations.Single().Subject);
    }

    [Fact]
    public void Of_NotFound_NamesTheResource()
    {
        var resource = ErrorStatus.Of(new ResourceNotFoundException("model", "m"))!.GetDetail<ResourceInfo>();

        Assert.Equal(("model", "m"), (resource.ResourceType, resource.ResourceName));
    }

    [Fact]
    public void Of_Precondition_NamesSubjectAndReason()
    {
        var violation = ErrorStatus.Of(new PreconditionException("session 's'", "it is closed"))!.GetDetail<PreconditionFailure>().Violations.Single();

        Assert.Equal(("STATE", "session 's'", "it is closed"), (violation.Type, violation.Subject, violation.Description));
    }

    [Fact]
    public void Of_CorruptBlob_NamesTheFile() =>
        Assert.Equal("a/b", ErrorStatus.Of(new CorruptBlobException("a/b", "checksum"))!.GetDetail<ResourceInfo>().ResourceName);

    [Fact]
    public void OfBug_Id_IsInMessageAndDetails()
    {
        var status = ErrorStatus.OfBug("id1");

        Assert.Contains("id1", status.Message, StringComparison.Ordinal);
        Assert.Equal("id1", status.GetDetail<RequestInfo>().RequestId);
    }
}
