using DistributedDL.Client.Errors;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace DistributedDL.Client.Tests.Errors;

public sealed class ServiceFailureTests
{
    [Fact]
    public void Lines_FieldViolations_AreALineEach()
    {
        var failure = Of(Code.InvalidArgument, "2 faults", new BadRequest
        {
            FieldViolations =
            {
                new BadRequest.Types.FieldViolation { Field = "layers[0].units", Description = "0 is not above 0" },
                new BadRequest.Types.FieldViolation { Field = "input", Description = "is empty" },
            },
        });

        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        Assert.Equal(["layers[0].units: 0 is not above 0", "input: is empty"], failure.Lines());
    }

    [Fact]
    public void Lines_RetryInfo_SaysWhen()
    {
        var failure = Of(Code.ResourceExhausted, "the queue is full", new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(250)) });

        Assert.Equal(TimeSpan.FromMilliseconds(250), failure.RetryAfter);
        Assert.Equal(["the queue is full", "try again in 0.25 s"], failure.Lines());
    }

    [Fact]
    public void Lines_MessageThatSaysWhen_SaysItOnce() => Assert.Equal(
        ["not at present; try again in 1 s"],
        Of(Code.Unavailable, "not at present; try again in 1 s", new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)) }).Lines());

    [Theory]
    [InlineData("there is no model 'm'", "there is no model 'm'")]
    [InlineData("gone", "gone", "about model 'm'")]
    public void Lines_ResourceInfo_IsNamedOnce(string message, params string[] expected) =>
        Assert.Equal(expected, Of(Code.NotFound, message, new ResourceInfo { ResourceType = "model", ResourceName = "m" }).Lines());

    [Fact]
    public void Of_PlainStatus_HasItsMessage()
    {
        var failure = ServiceFailure.Of(new RpcException(new Grpc.Core.Status(StatusCode.Internal, "")));

        Assert.Equal(["Internal"], failure.Lines());
        Assert.Empty(failure.Faults);
    }

    [Fact]
    public void Of_DetailsThatAreNoStatus_KeepsTheMessage()
    {
        var trailers = new Metadata { { "grpc-status-details-bin", [0xFF, 0xFF, 0xFF] } };

        Assert.Equal(["broken"], ServiceFailure.Of(new RpcException(new Grpc.Core.Status(StatusCode.Aborted, "broken"), trailers)).Lines());
    }

    private static ServiceFailure Of(Code code, string message, Google.Protobuf.IMessage detail) =>
        ServiceFailure.Of(new Google.Rpc.Status { Code = (int)code, Message = message, Details = { Any.Pack(detail) } }.ToRpcException());
}
