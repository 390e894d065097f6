using DistributedDL.Silo.OnlineLearning;
using Microsoft.Extensions.Time.Testing;

namespace DistributedDL.Silo.Tests.OnlineLearning;

public sealed class CheckpointPolicyTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly CheckpointPolicy _policy;

    public CheckpointPolicyTests() => _policy = new CheckpointPolicy(new OnlineLearningOptions(), _time);

    [Theory]
    [InlineData(49_999, 0, 0, false)]
    [InlineData(50_000, 0, 0, true)]
    [InlineData(1, (64L << 20) - 1, 0, false)]
    [InlineData(1, 64L << 20, 0, true)]
    [InlineData(1, 0, 19.9, false)]
    [InlineData(1, 0, 20, true)]
    public void IsDue_OneBoundReached_IsTrue(int examples, long bytes, double computeSeconds, bool due)
    {
        _policy.Learned(examples, bytes, TimeSpan.FromSeconds(computeSeconds));

        Assert.Equal(due, _policy.IsDue);
        _policy.Stored();
        Assert.False(_policy.IsDue);
    }

    [Fact]
    public void IsDue_ByAge_OnlyWhereSomethingWasLearned()
    {
        _time.Advance(TimeSpan.FromMinutes(6));
        Assert.False(_policy.IsDue);

        _policy.Learned(1, 1, TimeSpan.Zero);
        Assert.True(_policy.IsDue);
        _policy.Stored();
        _policy.Learned(1, 1, TimeSpan.Zero);
        _time.Advance(TimeSpan.FromMinutes(4));
        Assert.False(_policy.IsDue);
    }
}
