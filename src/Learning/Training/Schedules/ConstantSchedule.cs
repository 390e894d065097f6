using DistributedDL.Learning.Binding;

namespace DistributedDL.Learning.Training.Schedules;

/// <summary>The learning rate as it was given.</summary>
internal sealed class ConstantSchedule : ISchedule
{
    public double Factor(int epoch) => 1;
}

internal sealed class ConstantKind : IScheduleKind
{
    public string Name => "constant";

    public ISchedule Bind(SpecBinder binder, int epochs, bool isLowerBetter) => new ConstantSchedule();
}
