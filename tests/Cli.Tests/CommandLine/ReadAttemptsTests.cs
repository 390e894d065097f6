using DistributedDL.Cli.CommandLine;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace DistributedDL.Cli.Tests.CommandLine;

public sealed class ReadAttemptsTests
{
    private readonly HurriedTime _time = new();
    private int _calls;

    [Fact]
    public async Task Make_UnavailableForThreeCalls_GivesTheFourthsAnswerAfterThePausesAskedFor()
    {
        Assert.Equal("answer", await Make(attempt => attempt <= 3 ? Unavailable(TimeSpan.FromSeconds(1)) : null));

        Assert.Equal(4, _calls);
        Assert.Equal([1.0, 1.0, 1.0], _time.Pauses);
    }

    [Fact]
    public async Task Make_UnavailableThroughout_EndsAfterFiveAttempts()
    {
        await Assert.ThrowsAsync<RpcException>(() => Make(_ => new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "shutting down"))));

        Assert.Equal(5, _calls);
        Assert.Equal([0.2, 0.4, 0.8, 1.6], _time.Pauses);
    }

    [Fact]
    public async Task Make_NobodyAnswers_IsToldAtOnce()
    {
        await Assert.ThrowsAsync<RpcException>(() => Make(_ => new RpcException(new Grpc.Core.Status(StatusCode.Unavailable, "", new HttpRequestException("refused")))));

        Assert.Equal(1, _calls);
    }

    [Fact]
    public async Task Make_ARefusalOrALongPause_IsToldAtOnce()
    {
        await Assert.ThrowsAsync<RpcException>(() => Make(_ => new RpcException(new Grpc.Core.Status(StatusCode.NotFound, "there is no model 'm'"))));
        await Assert.ThrowsAsync<RpcException>(() => Make(_ => Unavailable(TimeSpan.FromMinutes(1))));

        Assert.Equal(2, _calls);
    }

    private Task<string> Make(Func<int, RpcException?> failure) =>
        ReadAttempts.Make(() => failure(++_calls) is { } e ? Task.FromException<string>(e) : Task.FromResult("answer"), _time, TestContext.Current.CancellationToken);

    private static RpcException Unavailable(TimeSpan retry) => new Google.Rpc.Status
    {
        Code = (int)Code.Unavailable,
        Message = "the cluster does not take this call at present",
        Details = { Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(retry) }) },
    }.ToRpcException();

    /// <summary>Keeps in mind what is waited for, and does not wait.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        /// <summary>In seconds.</summary>
        public List<double> Pauses { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Pauses.Add(dueTime.TotalSeconds);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
