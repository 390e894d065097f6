using System.Reflection;
using DistributedDL.Contracts.Clustering;

namespace DistributedDL.Clustering.Tests;

public sealed class LostCallFilterTests
{
    private readonly SiloLosses _losses = new();
    private readonly Call _call = new();

    public interface ICalls
    {
        [Repeatable]
        Task Ask();

        Task Change();
    }

    [Fact]
    public async Task Invoke_AnsweredCall_IsPassedOn()
    {
        var invoking = Invoke(nameof(ICalls.Ask));
        _call.Answer.SetResult();
        await invoking;

        _losses.Lose();
    }

    [Fact]
    public async Task Invoke_SiloLostBeforeTheAnswer_GivesARepeatableCallUp()
    {
        var invoking = Invoke(nameof(ICalls.Ask));

        _losses.Lose();

        await Assert.ThrowsAsync<SiloUnavailableException>(() => invoking);
        // What becomes of it later is nobody's concern.
        _call.Answer.SetException(new TimeoutException());
    }

    [Fact]
    public async Task Invoke_SiloLostBeforeTheAnswer_LeavesAnyOtherCallAlone()
    {
        var invoking = Invoke(nameof(ICalls.Change));
        _losses.Lose();
        Assert.False(invoking.IsCompleted);

        _call.Answer.SetResult();
        await invoking;
    }

    [Fact]
    public async Task Invoke_SiloLostBefore_DoesNotMatter()
    {
        _losses.Lose();

        var invoking = Invoke(nameof(ICalls.Ask));
        Assert.False(invoking.IsCompleted);
        _call.Answer.SetResult();
        await invoking;
    }

    [Fact]
    public async Task Invoke_FailedCall_FailsWithItsFailure()
    {
        var invoking = Invoke(nameof(ICalls.Ask));
        _call.Answer.SetException(new InvalidOperationException("its own"));

        Assert.Equal("its own", (await Assert.ThrowsAsync<InvalidOperationException>(() => invoking)).Message);
    }

    private Task Invoke(string method)
    {
        _call.InterfaceMethod = typeof(ICalls).GetMethod(method)!;
        return new LostCallFilter(_losses).Invoke(_call);
    }

    private sealed class Call : IOutgoingGrainCallContext
    {
        public TaskCompletionSource Answer { get; } = new();

        public MethodInfo InterfaceMethod { get; set; } = null!;

        public Task Invoke() => Answer.Task;

        public Orleans.Serialization.Invocation.IInvokable Request => throw new NotSupportedException();

        public object Grain => throw new NotSupportedException();

        public IGrainContext? SourceContext => null;

        public GrainId? SourceId => null;

        public GrainId TargetId => default;

        public GrainInterfaceType InterfaceType => default;

        public string InterfaceName => "";

        public string MethodName => InterfaceMethod.Name;

        public object? Result { get; set; }

        public Orleans.Serialization.Invocation.Response? Response { get; set; }
    }
}
