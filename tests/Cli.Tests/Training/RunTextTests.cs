using DistributedDL.Cli.Training;
using DistributedDL.Client.Training;
using Google.Protobuf.WellKnownTypes;

namespace DistributedDL.Cli.Tests.Training;

public sealed class RunTextTests
{
    [Fact]
    public void Write_WaitingRun_ShowsWhatItWaitsWith()
    {
        var lines = Lines(new TrainingSpec { Model = "net", Dataset = "d", Epochs = 2, WorldSize = 4, AverageEvery = 8, Priority = -5 });

        Assert.Contains("ranks 4 asked for", lines);
        Assert.Contains("average every 8 steps", lines);
        Assert.Contains("priority -5", lines);
    }

    [Fact]
    public void Write_RunThatAsksForNothingSpecial_IsSilentOfIt()
    {
        var lines = Lines(new TrainingSpec { Model = "net", Dataset = "d", Epochs = 2, WorldSize = 1, AverageEvery = 1 });

        Assert.DoesNotContain(lines, line => line.StartsWith("ranks", StringComparison.Ordinal) || line.StartsWith("average", StringComparison.Ordinal) || line.StartsWith("priority", StringComparison.Ordinal));
    }

    [Fact]
    public void NewestFirst_OfRuns_IsTheOrderOfBothForms()
    {
        var runs = new[] { 2, 3, 1 }.Select(second => new TrainingRun { Run = $"r{second}", CreatedAt = new Timestamp { Seconds = second } });

        Assert.Equal(["r3", "r2", "r1"], RunsListCommand.NewestFirst(runs).Select(run => run.Run));
    }

    private static List<string> Lines(TrainingSpec spec) =>
        [.. Ddl.Text(output => RunText.Write(output, new TrainingRun { Run = "r", State = RunState.Queued, Spec = spec })).Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
}
