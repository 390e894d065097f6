using DistributedDL.Cli.CommandLine;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace DistributedDL.Cli.Tests.CommandLine;

public sealed class ServerFailureTests
{
    [Fact]
    public void Explain_NothingListens_SaysAddressAndBothWaysOn()
    {
        var said = ServerFailure.Explain(new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "", new HttpRequestException("refused"))));

        Assert.Contains(ServerAddress.Current, said.Message, StringComparison.Ordinal);
        Assert.Contains(said.Details, line => line.Contains("ddl serve", StringComparison.Ordinal));
        Assert.Contains(said.Details, line => line.Contains("DDL_SERVER", StringComparison.Ordinal));
    }

    [Fact]
    public void Explain_ServerSaysUnavailable_KeepsItsWords()
    {
        var said = ServerFailure.Explain(new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "the server is shutting down")));

        Assert.Equal("the server is shutting down", said.Message);
    }

    [Fact]
    public void Explain_NotAGrpcPort_SaysSo()
    {
        var said = ServerFailure.Explain(new RpcException(new Grpc.Core.Status(StatusCode.Internal, "", new HttpRequestException("HTTP_1_1_REQUIRED"))));

        Assert.Contains("not the gRPC port", said.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_SeveralFieldViolations_OneALine()
    {
        var said = ServerFailure.Explain(Rich(Code.InvalidArgument, new BadRequest
        {
            FieldViolations =
            {
                new BadRequest.Types.FieldViolation { Field = "epochs", Description = "'0' is not 1 to 1,000,000" },
                new BadRequest.Types.FieldViolation { Field = "batch_size", Description = "'-1' is not 1 to 1,000,000" },
            },
        }));

        Assert.Equal("2 faults in what was given", said.Message);
        Assert.Equal(["epochs: '0' is not 1 to 1,000,000", "batch_size: '-1' is not 1 to 1,000,000"], said.Details);
    }

    [Fact]
    public void Explain_OneFieldViolation_IsTheFirstLine()
    {
        var said = ServerFailure.Explain(Rich(Code.InvalidArgument, new BadRequest
        {
            FieldViolations = { new BadRequest.Types.FieldViolation { Field = "epochs", Description = "'0' is not 1 to 1,000,000" } },
        }));

        Assert.Equal("epochs: '0' is not 1 to 1,000,000", said.Message);
        Assert.Empty(said.Details);
    }

    [Fact]
    public void Explain_RetryHint_SaysWhen()
    {
        var said = ServerFailure.Explain(Rich(Code.ResourceExhausted, new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(1500)) }));

        Assert.Equal("the queue is full", said.Message);
        Assert.Contains("try again in 1.5 s", said.Details);
    }

    [Fact]
    public void Explain_RetryHintThatTheMessageGives_IsSaidOnce()
    {
        var said = ServerFailure.Explain(Rich(Code.Unavailable, new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)) }, "not at present; try again in 1 s"));

        Assert.Equal("not at present; try again in 1 s", said.Message);
        Assert.Empty(said.Details);
    }

    [Fact]
    public void Explain_StackTraceInDetail_ShowsTheFirstLineAlone()
    {
        var said = ServerFailure.Explain(new RpcException(new Grpc.Core.Status(StatusCode.Internal, "it broke\n   at Some.Method()")));

        Assert.Equal("it broke", said.Message);
        Assert.DoesNotContain(said.Details, line => line.Contains(" at ", StringComparison.Ordinal));
    }

    private static RpcException Rich(Code code, IMessage detail, string message = "the queue is full") => new Google.Rpc.Status
    {
        Code = (int)code,
        Message = message,
        Details = { Any.Pack(detail) },
    }.ToRpcException();
}
