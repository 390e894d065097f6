using DistributedDL.Learning.Binding;

namespace DistributedDL.Learning.Training.Schedules;

/// <summary>factor^⌊epoch / every⌋, as PyTorch's StepLR.</summary>
internal sealed class StepSchedule(int every, double factor) : ISchedule
{
    public double Factor(int epoch) => Math.Pow(factor, epoch / every);
}

/// <summary><c>step: { every, factor? }</c></summary>
internal sealed class StepKind : IScheduleKind
{
    public string Name => "step";

    public ISchedule Bind(SpecBinder binder, int epochs, bool isLowerBetter) =>
        new StepSchedule(binder.Int("every", 1, TrainingSpecCheck.MaxEpochs), binder.Double("factor", 1e-6, 1, 0.1));
}
