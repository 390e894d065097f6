using DistributedDL.Cli.Demo;

namespace DistributedDL.Cli.Tests.Demo;

public sealed class AccuracyTrackTests
{
    [Fact]
    public void Window_FewerThanItsSize_IsOverAll()
    {
        var track = new AccuracyTrack();
        track.Add(true);
        track.Add(false);

        Assert.Equal(0.5, track.Window);
    }

    [Fact]
    public void Window_MoreThanItsSize_ForgetsTheOldest()
    {
        var track = new AccuracyTrack();
        for (var i = 0; i < 100; i++) track.Add(true);
        for (var i = 0; i < 200; i++) track.Add(i < 50);

        Assert.Equal(0.25, track.Window);
        Assert.Equal(1.0, track.At(100));
    }
}
