using System.Net;
using System.Net.Sockets;
using DistributedDL.Silo.Training.Ranks;

namespace DistributedDL.Silo.Tests.Training.Ranks;

public sealed class SharedMemoryWireTests : IDisposable
{
    private readonly SharedMemoryWire _caller, _called;

    public SharedMemoryWireTests()
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var calling = new Socket(SocketType.Stream, ProtocolType.Tcp);
        calling.Connect(listener.LocalEndPoint!);
        var memory = RankMemory.Create(TimeProvider.System);
        Assert.SkipWhen(memory is null, "no /dev/shm");
        _caller = new SharedMemoryWire(calling, memory, isCaller: true);
        _called = new SharedMemoryWire(listener.Accept(), RankMemory.Open(memory.Name)!, isCaller: false);
        memory.Unlink();
    }

    public void Dispose()
    {
        _caller.Dispose();
        _called.Dispose();
    }

    [Fact]
    public void Bytes_GoBothWays_AndNothingOverTheConnection()
    {
        Assert.Equal(3, _caller.Write([1, 2, 3], out var error));
        Assert.Equal(SocketError.Success, error);
        Assert.Equal(2, _called.Write([4, 5], out _));

        Assert.Equal([1, 2, 3], Take(_called, 10));
        Assert.Equal([4, 5], Take(_caller, 10));
        Assert.Equal(0, _caller.Read(new byte[1], out error));
        Assert.Equal(SocketError.WouldBlock, error);
        Assert.Equal((0, 0), (_caller.Socket.Available, _called.Socket.Available));
    }

    [Fact]
    public void SideThatSleeps_IsWokenByAWrite_Once()
    {
        _called.BeginSleep();
        _caller.Write([1], out _);
        _caller.Write([2], out _);

        Assert.True(_called.Socket.Poll(TimeSpan.FromSeconds(10), SelectMode.SelectRead));
        Assert.Equal(1, _called.Socket.Available);
        _called.EndSleep();
        Assert.Equal(0, _called.Socket.Available);
        Assert.Equal([1, 2], Take(_called, 10));
    }

    [Fact]
    public void WriterThatSleepsBeforeAFullRing_IsWokenByARead()
    {
        var much = new byte[100 << 20];
        var went = _caller.Write(much, out _);
        Assert.InRange(went, 1, much.Length - 1);
        Assert.Equal(0, _caller.Write(much, out var error));
        Assert.Equal(SocketError.WouldBlock, error);
        _caller.BeginSleep();

        Take(_called, 100);

        Assert.True(_caller.Socket.Poll(TimeSpan.FromSeconds(10), SelectMode.SelectRead));
        _caller.EndSleep();
        Assert.Equal(100, _caller.Write(much, out _));
    }

    [Fact]
    public void OtherSideThatEnds_WhatItWroteIsReadBefore()
    {
        _caller.Write([7, 8], out _);
        _caller.Dispose();
        Assert.True(_called.Socket.Poll(TimeSpan.FromSeconds(10), SelectMode.SelectRead));

        Assert.Equal([7, 8], Take(_called, 10));
        Assert.Equal(0, _called.Read(new byte[1], out var error));
        Assert.Equal(SocketError.Success, error);
    }

    private static byte[] Take(SharedMemoryWire wire, int most)
    {
        var bytes = new byte[most];
        return bytes[..wire.Read(bytes, out _)];
    }
}
