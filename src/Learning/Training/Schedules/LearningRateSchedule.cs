using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Contracts.Training;
using DistributedDL.Learning.Binding;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Training.Schedules;

/// <summary>
/// A run's schedule: in the warm-up the learning rate grows in a straight line, step by step (Goyal et al., 2017, section 2.2);
/// then the kind's own shape, epoch by epoch.
/// </summary>
internal sealed class LearningRateSchedule(ISchedule shape, int warmupEpochs)
{
    private const string StateName = "schedule.state";

    private static readonly IScheduleKind[] Kinds = [new ConstantKind(), new StepKind(), new CosineKind(), new PlateauKind()];

    public static string Known { get; } = string.Join(", ", Kinds.Select(kind => kind.Name));

    public static LearningRateSchedule Constant { get; } = new(new ConstantSchedule(), 0);

    /// <returns>Constant, and violations, when the spec is wrong.</returns>
    public static LearningRateSchedule Bind(ScheduleSpec? spec, int epochs, bool isLowerBetter, List<FieldViolation> violations)
    {
        if (spec is null) return Constant;
        if (Array.Find(Kinds, kind => kind.Name == spec.Kind) is not { } kind)
        {
            violations.Add(new("schedule.kind", $"'{spec.Kind}' is unknown; known are {Known}"));
            return Constant;
        }
        return SpecBinder.Read("schedule", $"schedule {spec.Kind}", spec.Parameters, violations, binder =>
        {
            var warmup = binder.Int("warmup_epochs", 0, TrainingSpecCheck.MaxEpochs, 0);
            return new LearningRateSchedule(kind.Bind(binder, epochs - warmup, isLowerBetter), warmup);
        }) ?? Constant;
    }

    /// <param name="epochsCompleted">Before the epoch under way.</param>
    /// <param name="step">Within the epoch, from 1.</param>
    /// <param name="steps">Of one epoch.</param>
    public double Factor(int epochsCompleted, int step, int steps) =>
        epochsCompleted < warmupEpochs
            ? (epochsCompleted + (double)step / steps) / warmupEpochs
            : shape.Factor(epochsCompleted - warmupEpochs);

    public void Observe(double value) => shape.Observe(value);

    public IEnumerable<NamedTensor> Capture() =>
        shape.State.Count == 0 ? [] : [StoredTensor.From(StateName, shape.State.ToArray())];

    public void Expect(TensorReader reader)
    {
        if (shape.State.Count > 0) reader.Expect<double>(StateName, shape.State.Count);
    }

    public void Restore(TensorReader reader)
    {
        if (shape.State.Count == 0) return;
        Span<double> state = new double[shape.State.Count];
        reader.Copy(StateName, state);
        shape.Restore(state);
    }
}
