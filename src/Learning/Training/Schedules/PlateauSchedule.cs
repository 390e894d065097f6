using DistributedDL.Learning.Binding;

namespace DistributedDL.Learning.Training.Schedules;

/// <summary>
/// Lower each time the monitored metric has not become better for more than <paramref name="patience"/> evaluations, as PyTorch's
/// ReduceLROnPlateau with an absolute threshold.
/// </summary>
internal sealed class PlateauSchedule(double factor, int patience, double minDelta, double minimum, bool isLowerBetter) : ISchedule
{
    private double _best = double.NaN;
    private int _waited;
    private double _now = 1;

    public IReadOnlyList<double> State => [_best, _waited, _now];

    public double Factor(int epoch) => _now;

    public void Observe(double value)
    {
        if (double.IsNaN(_best) || (isLowerBetter ? value < _best - minDelta : value > _best + minDelta)) (_best, _waited) = (value, 0);
        else _waited++;
        if (_waited <= patience) return;
        _now = Math.Max(_now * factor, minimum);
        _waited = 0;
    }

    public void Restore(ReadOnlySpan<double> state) => (_best, _waited, _now) = (state[0], (int)state[1], state[2]);
}

/// <summary><c>plateau: { factor?, patience?, min_delta?, minimum? }</c>; minimum is a share of the learning rate.</summary>
internal sealed class PlateauKind : IScheduleKind
{
    public string Name => "plateau";

    public ISchedule Bind(SpecBinder binder, int epochs, bool isLowerBetter) => new PlateauSchedule(
        binder.Double("factor", 1e-6, 0.999999, 0.1), binder.Int("patience", 0, TrainingSpecCheck.MaxEpochs, 10),
        binder.Double("min_delta", 0, 1e9, 1e-4), binder.Double("minimum", 0, 1, 0), isLowerBetter);
}
