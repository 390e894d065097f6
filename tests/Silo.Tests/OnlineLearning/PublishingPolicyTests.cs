using DistributedDL.Silo.OnlineLearning;
using Microsoft.Extensions.Time.Testing;

namespace DistributedDL.Silo.Tests.OnlineLearning;

public sealed class PublishingPolicyTests
{
    private static readonly TimeSpan MaxStaleness = TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void IsDueAfter_NoStaleness_AfterEveryGroup()
    {
        var policy = new PublishingPolicy(TimeSpan.Zero, _time);
        policy.Learned(1, TimeSpan.Zero);
        Assert.True(policy.IsDueAfter);
        policy.Published();
        policy.Learned(1, TimeSpan.Zero);
        Assert.True(policy.IsDueAfter);
    }

    /// <summary>Groups of all sizes and pauses, at random, with the timer of the grain: no example waits longer than the bound for its publication.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Staleness_GroupsAndPausesAtRandom_StaysWithinTheBound(int seed)
    {
        var policy = new PublishingPolicy(MaxStaleness, _time);
        var random = new Random(seed);
        var (acknowledged, timer) = (new List<long>(), (long?)null);
        var (worst, publications) = (TimeSpan.Zero, 0);
        for (var step = 0; step < 20_000; step++)
        {
            Pass(TimeSpan.FromMilliseconds(random.Next(random.Next(10) == 0 ? 900 : 3)));
            var examples = random.Next(1, 40);
            if (policy.IsDueBefore(examples)) Publish();
            // 5 ms an example: a group takes up to a fifth of the bound.
            _time.Advance(TimeSpan.FromMilliseconds(5 * examples));
            policy.Learned(examples, TimeSpan.FromMilliseconds(5 * examples));
            if (policy.IsDueAfter) Publish();
            else acknowledged.Add(_time.GetTimestamp());
            timer ??= _time.GetTimestamp();
        }

        Assert.InRange(worst, TimeSpan.FromMilliseconds(100), MaxStaleness);
        Assert.InRange(publications, 1_000, 19_000);

        void Pass(TimeSpan pause)
        {
            var end = _time.GetTimestamp() + pause.Ticks;
            while (timer is { } armed && policy.IsBehind && _time.GetElapsedTime(armed, end) >= policy.Patience)
            {
                _time.Advance(policy.Patience > _time.GetElapsedTime(armed) ? policy.Patience - _time.GetElapsedTime(armed) : TimeSpan.Zero);
                timer = null;
                Publish();
            }
            if (timer is not null && !policy.IsBehind) timer = null;
            var left = end - _time.GetTimestamp();
            if (left > 0) _time.Advance(TimeSpan.FromTicks(left));
        }

        void Publish()
        {
            foreach (var at in acknowledged)
                if (_time.GetElapsedTime(at) is var age && age > worst) worst = age;
            acknowledged.Clear();
            policy.Published();
            publications++;
        }
    }

    [Fact]
    public void Staleness_OfTheOldestThatIsNotSeen()
    {
        var policy = new PublishingPolicy(MaxStaleness, _time);
        policy.Learned(1, TimeSpan.Zero);
        _time.Advance(TimeSpan.FromMilliseconds(300));
        policy.Learned(1, TimeSpan.Zero);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(TimeSpan.FromMilliseconds(400), policy.Staleness);
        policy.Published();
        Assert.Equal(TimeSpan.Zero, policy.Staleness);
    }
}
