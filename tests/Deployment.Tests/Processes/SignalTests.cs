using System.ComponentModel;
using DistributedDL.Deployment.Processes;

namespace DistributedDL.Deployment.Tests.Processes;

public sealed class SignalTests
{
    [Fact]
    public void Send_ToAProcessThatIsThere_IsTrue() => Assert.True(Signal.Send(Environment.ProcessId, Signal.Continue));

    // Linux gives no number so high.
    [Fact]
    public void Send_ToAProcessThatIsGone_IsFalse() => Assert.False(Signal.Send(int.MaxValue, Signal.Continue));

    [Fact]
    public void Send_OfNoSignal_NamesSignalAndProcess() =>
        Assert.Contains($"signal 99 to process {Environment.ProcessId}", Assert.Throws<Win32Exception>(() => Signal.Send(Environment.ProcessId, 99)).Message);
}
