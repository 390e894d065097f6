using System.Text.Json;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Tests.Golden;
using DistributedDL.Learning.Training.Schedules;

namespace DistributedDL.Learning.Tests.Training.Schedules;

public sealed class LearningRateScheduleTests
{
    [Fact]
    public void Factor_ThirtyEpochs_FollowsPyTorch()
    {
        var golden = GoldenFile.Read("schedules.json");
        var observed = golden["observed"].Deserialize<double[]>()!;
        foreach (var expected in golden["cases"]!.AsArray())
        {
            var spec = new ScheduleSpec((string)expected!["kind"]!, expected["parameters"]!.ToJsonString());
            var schedule = Bind(spec, epochs: 30);
            var rates = expected["rates"].Deserialize<double[]>()!;
            for (var epoch = 0; epoch < 30; epoch++)
            {
                Assert.Equal(rates[epoch], schedule.Factor(epoch, 1, 1), 1e-9);
                schedule.Observe(observed[epoch]);
            }
        }
    }

    [Fact]
    public void Factor_WarmUp_GrowsStepByStepAndThenFollowsTheShape()
    {
        var schedule = Bind(new ScheduleSpec("cosine", """{"warmup_epochs": 2}"""), epochs: 12);

        Assert.Equal([0.125, 0.5, 0.625, 1.0], [schedule.Factor(0, 1, 4), schedule.Factor(0, 4, 4), schedule.Factor(1, 1, 4), schedule.Factor(1, 4, 4)]);
        Assert.Equal(1, schedule.Factor(2, 1, 4));
        Assert.Equal(0.5, schedule.Factor(7, 3, 4), 1e-12);
        Assert.Equal(0, schedule.Factor(12, 1, 4), 1e-12);
    }

    [Theory]
    [InlineData("linear", "{}", "schedule.kind", "known are constant, step, cosine, plateau")]
    [InlineData("step", "{}", "schedule.every", "missing")]
    [InlineData("step", """{"every": 0}""", "schedule.every", "0 is not a whole number from 1")]
    [InlineData("cosine", """{"minimum": 2}""", "schedule.minimum", "2 is not a number from 0 to 1")]
    [InlineData("plateau", """{"factor": 1}""", "schedule.factor", "1 is not a number")]
    [InlineData("constant", """{"warmup_epochs": -1}""", "schedule.warmup_epochs", "-1 is not a whole number from 0")]
    [InlineData("constant", """{"warmup": 1}""", "schedule.warmup", "known are warmup_epochs")]
    public void Bind_BadSpec_NamesFieldAndBound(string kind, string parameters, string field, string part)
    {
        var violations = new List<FieldViolation>();

        LearningRateSchedule.Bind(new ScheduleSpec(kind, parameters), 10, true, violations);

        var violation = Assert.Single(violations);
        Assert.Equal(field, violation.Field);
        Assert.Contains(part, violation.Description);
    }

    private static LearningRateSchedule Bind(ScheduleSpec spec, int epochs)
    {
        var violations = new List<FieldViolation>();
        var schedule = LearningRateSchedule.Bind(spec, epochs, isLowerBetter: true, violations);
        Assert.Empty(violations);
        return schedule;
    }
}
