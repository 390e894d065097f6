using DistributedDL.Learning.Binding;

namespace DistributedDL.Learning.Training.Schedules;

/// <summary>From 1 down half a cosine to the minimum: Loshchilov and Hutter, 2017, equation 5, without restarts; PyTorch's CosineAnnealingLR.</summary>
internal sealed class CosineSchedule(int epochs, double minimum) : ISchedule
{
    public double Factor(int epoch) => minimum + (1 - minimum) * (1 + Math.Cos(Math.PI * Math.Min(epoch, epochs) / epochs)) / 2;
}

/// <summary><c>cosine: { minimum?, epochs? }</c>; minimum is a share of the learning rate, epochs are all of the run's when left out.</summary>
internal sealed class CosineKind : IScheduleKind
{
    public string Name => "cosine";

    public ISchedule Bind(SpecBinder binder, int epochs, bool isLowerBetter)
    {
        var minimum = binder.Double("minimum", 0, 1, 0);
        return new CosineSchedule(binder.Int("epochs", 1, TrainingSpecCheck.MaxEpochs, Math.Max(epochs, 1)), minimum);
    }
}
