using DistributedDL.Silo.Training;
using Microsoft.Extensions.Time.Testing;

namespace DistributedDL.Silo.Tests.Training;

public sealed class CaptureBudgetTests
{
    [Fact]
    public void Allows_ShareSpent_WaitsUntilTimeHasPassed()
    {
        var time = new FakeTimeProvider();
        var budget = new CaptureBudget(time);
        Assert.True(budget.Allows);

        budget.Spend(() => { time.Advance(TimeSpan.FromMilliseconds(20)); return 0; });

        Assert.False(budget.Allows);
        time.Advance(TimeSpan.FromMilliseconds(970));
        Assert.False(budget.Allows);
        time.Advance(TimeSpan.FromMilliseconds(20));
        Assert.True(budget.Allows);
    }
}
