using DistributedDL.Storage.Blobs.Faults;

namespace DistributedDL.Storage.Tests.Blobs.Faults;

public sealed class FaultPointTests
{
    [Theory]
    [InlineData("append:17", FaultKind.Append, 17)]
    [InlineData("checkpoint:1", FaultKind.Checkpoint, 1)]
    [InlineData("snapshot:2", FaultKind.Snapshot, 2)]
    [InlineData("before-state:3", FaultKind.BeforeState, 3)]
    [InlineData("after-state:4", FaultKind.AfterState, 4)]
    [InlineData("remove:5", FaultKind.Remove, 5)]
    public void TryParse_KindAndNumber_GivesThem(string text, FaultKind kind, int number)
    {
        Assert.True(FaultPoint.TryParse(text, out var point));
        Assert.Equal(new FaultPoint(kind, number), point);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("append")]
    [InlineData("append:0")]
    [InlineData("append:-1")]
    [InlineData("append: 1")]
    [InlineData("append:1:2")]
    [InlineData("Append:1")]
    [InlineData("write:1")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(FaultPoint.TryParse(text, out _));
}
