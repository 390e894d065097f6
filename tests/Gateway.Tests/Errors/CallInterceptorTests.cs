using DistributedDL.Client.Models;
using DistributedDL.Contracts.Errors;
using DistributedDL.Gateway.Tests.Hosting;
using Google.Rpc;
using Grpc.Core;

namespace DistributedDL.Gateway.Tests.Errors;

/// <summary>Failures of real grain calls, as a client sees them.</summary>
public sealed class CallInterceptorTests(GatewayHost host)
{
    private readonly ModelService.ModelServiceClient _models = new(host.Channel);

    public static TheoryData<ServiceException, StatusCode> Failures => new()
    {
        { new InvalidArgumentException([new("layers[2].units", "0 is below 1"), new("input", "is empty")]), StatusCode.InvalidArgument },
        { new ResourceNotFoundException("model", "m"), StatusCode.NotFound },
        { new ResourceExistsException("model", "m"), StatusCode.AlreadyExists },
        { new PreconditionException("model 'm'", "no version is live"), StatusCode.FailedPrecondition },
        { new OverloadedException("the lanes' queue", TimeSpan.FromSeconds(3)), StatusCode.ResourceExhausted },
        { new CorruptBlobException("snapshots/1", "checksum"), StatusCode.DataLoss },
        { new SequenceGapException("s", 41, 50), StatusCode.OutOfRange },
    };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task Call_GrainThrows_ClientSeesCodeMessageAndDetails(ServiceException failure, StatusCode code)
    {
        var name = $"fails-{failure.GetType().Name}";
        host.Stage.Failures[name] = failure;

        var e = await Assert.ThrowsAsync<RpcException>(async () => await _models.GetModelAsync(new GetModelRequest { Name = name }));

        Assert.Equal((code, failure.Message), (e.StatusCode, e.Status.Detail));
        Assert.Equal(Gateway.Errors.ErrorStatus.Of(failure), e.GetRpcStatus());
    }

    [Fact]
    public async Task Call_GrainHasABug_ClientSeesAnIdAndTheLogTheRest()
    {
        host.Stage.Failures["buggy"] = new InvalidOperationException("the secret inside");

        var e = await Assert.ThrowsAsync<RpcException>(async () => await _models.GetModelAsync(new GetModelRequest { Name = "buggy" }));

        Assert.Equal(StatusCode.Internal, e.StatusCode);
        Assert.DoesNotContain("secret", e.ToString(), StringComparison.Ordinal);
        var id = e.GetRpcStatus()!.GetDetail<RequestInfo>().RequestId;
        Assert.Contains(host.Log.Lines, line => line.Contains(id, StringComparison.Ordinal) && line.Contains("the secret inside", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Call_DeadlinePasses_IsDeadlineExceeded()
    {
        var hold = host.Stage.Holds["slow"] = new TaskCompletionSource();

        var e = await Assert.ThrowsAsync<RpcException>(async () =>
            await _models.GetModelAsync(new GetModelRequest { Name = "slow" }, deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(200)));

        hold.SetResult();
        Assert.Equal(StatusCode.DeadlineExceeded, e.StatusCode);
    }

    [Fact]
    public async Task Read_ThatTheClusterDoesNotAnswer_IsUnavailable()
    {
        host.Stage.Failures["silent"] = new TimeoutException("30 s");

        var e = await Assert.ThrowsAsync<RpcException>(async () => await _models.GetModelAsync(new GetModelRequest { Name = "silent" }));

        Assert.Equal((StatusCode.Unavailable, "NO_ANSWER"), (e.StatusCode, e.GetRpcStatus()!.GetDetail<ErrorInfo>().Reason));
    }

    [Fact]
    public async Task Write_ThatTheClusterDoesNotAnswer_IsDeadlineExceeded()
    {
        host.Stage.Failures["silent-write"] = new TimeoutException("30 s");

        var e = await Assert.ThrowsAsync<RpcException>(async () => await _models.DeleteModelAsync(new DeleteModelRequest { Name = "silent-write" }));

        Assert.Equal((StatusCode.DeadlineExceeded, "OUTCOME_UNKNOWN"), (e.StatusCode, e.GetRpcStatus()!.GetDetail<ErrorInfo>().Reason));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a..b")]
    [InlineData("-a")]
    public async Task Call_BadName_IsInvalidArgumentThatNamesTheField(string name)
    {
        var e = await Assert.ThrowsAsync<RpcException>(async () => await _models.GetModelAsync(new GetModelRequest { Name = name }));

        Assert.Equal(StatusCode.InvalidArgument, e.StatusCode);
        var violation = Assert.Single(e.GetRpcStatus()!.GetDetail<BadRequest>().FieldViolations);
        Assert.Equal("name", violation.Field);
        Assert.Contains($"'{name}'", violation.Description, StringComparison.Ordinal);
    }
}
