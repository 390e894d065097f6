using DistributedDL.Cli.Serving;
using DistributedDL.Storage.Blobs;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace DistributedDL.Cli.Tests.Serving;

public sealed class StartFailureTests
{
    [Fact]
    public void Explain_LockedData_SaysWhichProcess()
    {
        var said = StartFailure.Explain(new InvalidOperationException("wrapped", new StoreLockedException("/data", 4711, "ddl")));

        Assert.Contains("process 4711", said!.Message, StringComparison.Ordinal);
        Assert.Contains(said.Details, line => line.Contains("--data", StringComparison.Ordinal));
    }

    [Fact]
    public void Explain_SeveralWrongSettings_OneALine()
    {
        var said = StartFailure.Explain(new OptionsValidationException("", typeof(object), ["Lanes:Training is '0'", "Gateway:HttpPort is '70000'"]));

        Assert.Equal("2 wrong settings", said!.Message);
        Assert.Equal(["Lanes:Training is '0'", "Gateway:HttpPort is '70000'"], said.Details);
    }

    [Fact]
    public void Explain_RedisThatWentAway_IsNoDefect()
    {
        var said = StartFailure.Explain(new InvalidOperationException("wrapped", new RedisConnectionException(ConnectionFailureType.SocketClosed, "long, and with details")));

        Assert.Equal("Cluster:Redis: it answered at first, and then no more", said!.Message);
    }

    [Fact]
    public void IsInterruption_OfCancelledTasksAlone()
    {
        Assert.True(StartFailure.IsInterruption(new AggregateException(new TaskCanceledException(), new OperationCanceledException())));
        Assert.False(StartFailure.IsInterruption(new AggregateException(new TaskCanceledException(), new InvalidOperationException("a bug"))));
    }

    [Fact]
    public void Explain_Defect_IsLeftAlone() => Assert.Null(StartFailure.Explain(new InvalidOperationException("a bug")));
}
