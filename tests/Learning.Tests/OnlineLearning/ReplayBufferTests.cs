using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.OnlineLearning;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.OnlineLearning;
using DistributedDL.Learning.OnlineLearning.Rehearsal;

namespace DistributedDL.Learning.Tests.OnlineLearning;

public sealed class ReplayBufferTests
{
    private static ReplayBuffer Buffer(int size, double share, long seed = 3) =>
        ReplayBuffer.Bind(new OnlineSessionSpec { Model = "m", Seed = seed, Replay = new ReplaySpec(size, share) }, 1, [])!;

    [Fact]
    public void Add_MoreThanItHolds_EachExampleIsKeptEquallyOften()
    {
        const int Size = 20, Stream = 100, Runs = 2000;
        var kept = new int[Stream];
        for (var seed = 0; seed < Runs; seed++)
        {
            var buffer = Buffer(Size, 1, seed);
            for (var i = 0; i < Stream; i++) buffer.Add([i], [i]);
            foreach (var value in buffer.Capture().Single(tensor => tensor.Name == "replay.targets").Values()) kept[(int)value]++;
        }

        // Binomial with p = 0.2: standard deviation 17.9; five of them either way.
        Assert.All(kept, count => Assert.InRange(count, 310, 490));
        Assert.Equal(Size * Runs, kept.Sum());
    }

    [Fact]
    public void Due_Fractions_AddUpOnceThereIsAnExample()
    {
        var buffer = Buffer(10, 0.4);
        Assert.Equal(0, buffer.Due(5));
        buffer.Add([1], [1]);

        Assert.Equal([0, 0, 1, 0, 1], Enumerable.Range(0, 5).Select(_ => buffer.Due(1)));
    }

    [Fact]
    public void Learn_WithReplay_ForgetsLessOfAnEarlierTask()
    {
        var plain = EarlierTask(replay: null);
        var rehearsed = EarlierTask(new ReplaySpec(200, 1));

        Assert.True(rehearsed > plain + 0.3, $"accuracy on the first task is {rehearsed} with replay and {plain} without");
    }

    [Fact]
    public void Learn_WithReplay_ScoresTheNewExamplesAlone()
    {
        using var learner = Begin(new ReplaySpec(10, 3));
        learner.Learn(Examples.Floats(60, 1), Examples.Classes(30, 4, 2), new float[30], new float[30]);

        using var counted = Begin(null);
        counted.Learn(Examples.Floats(60, 1), Examples.Classes(30, 4, 2), new float[30], new float[30]);

        Assert.Equal(counted.Metrics["majority_class_accuracy"], learner.Metrics["majority_class_accuracy"]);
    }

    [Theory]
    [InlineData(0, 1, "replay.size", "0 is not from 1 to 1000000")]
    [InlineData(10, 0, "replay.share", "0 is not above 0 and at most 16")]
    [InlineData(10, 17, "replay.share", "17 is not above 0 and at most 16")]
    public void Bind_OutOfBounds_NamesIt(int size, double share, string field, string said)
    {
        var violations = new List<FieldViolation>();

        Assert.Null(ReplayBuffer.Bind(new OnlineSessionSpec { Model = "m", Replay = new ReplaySpec(size, share) }, 4, violations));
        Assert.Equal([new FieldViolation(field, said)], violations);
    }

    [Fact]
    public void Bind_MoreNumbersThanACheckpointHolds_SaysTheMost()
    {
        var violations = new List<FieldViolation>();

        Assert.Null(ReplayBuffer.Bind(new OnlineSessionSpec { Model = "m", Replay = new ReplaySpec(1_000_000) }, 784, violations));
        Assert.Contains("21399 examples are the most", violations.Single().Description, StringComparison.Ordinal);
    }

    private static OnlineLearner Begin(ReplaySpec? replay) =>
        new(Network.Create(Examples.Mlp(2, 16, 4), 1), new OnlineSessionSpec { Model = "m", LearningRate = 0.1, Replay = replay });

    /// <summary>Two classes to the left, and afterwards two others to the right, which alone would make the first ones improbable everywhere.</summary>
    /// <returns>Accuracy on the first task after the second.</returns>
    private static double EarlierTask(ReplaySpec? replay)
    {
        using var learner = Begin(replay);
        var (first, second) = (Task(-1, 0), Task(1, 2));
        learner.Learn(first.Features, first.Targets, new float[600], new float[600]);
        for (var i = 0; i < 10; i++) learner.Learn(second.Features, second.Targets, new float[600], new float[600]);
        var outputs = new float[2400];
        learner.Network.Predict(first.Features, 600, outputs);
        return Enumerable.Range(0, 600).Count(i => outputs.AsSpan(4 * i, 4).IndexOf(outputs.AsSpan(4 * i, 4).ToArray().Max()) == (int)first.Targets[i]) / 600.0;
    }

    private static (float[] Features, float[] Targets) Task(float place, int firstClass)
    {
        var features = Examples.Floats(1200, firstClass + 1);
        float[] targets = [.. Enumerable.Range(0, 600).Select(i => features[2 * i] > 0 ? firstClass + 1f : firstClass)];
        for (var i = 0; i < 600; i++) features[2 * i + 1] = (features[2 * i + 1] * 0.5f) + place;
        return (features, targets);
    }
}
