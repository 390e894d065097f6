using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Numerics;

namespace DistributedDL.Learning.Optimizers;

/// <summary>An update rule at work on one network, with what it remembers.</summary>
internal sealed unsafe class Optimizer : IDisposable
{
    /// <summary>First part of the names of its tensors in a checkpoint.</summary>
    public const string Prefix = "optimizer.";

    private const string StepName = Prefix + "step";

    private readonly ParameterStorage _parameters;
    private readonly IUpdateRule _rule;
    private readonly NativeBuffer[] _moments;

    public Optimizer(ParameterStorage parameters, BoundOptimizer bound)
    {
        _parameters = parameters;
        (_rule, LearningRate) = (bound.Rule, bound.LearningRate);
        _moments = [.. _rule.Moments.Select(_ => new NativeBuffer(parameters.Weights.Length))];
        Groups = [new ParameterGroup([(0, parameters.Weights.Length)], LearningRate, 0)];
    }

    /// <summary>Before the schedule's factor.</summary>
    public double LearningRate { get; }

    /// <summary>What is updated; all parameters at first.</summary>
    public IReadOnlyList<ParameterGroup> Groups { get; set; }

    /// <summary>Largest norm of the gradients together; null for any.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>Updates done.</summary>
    public long Steps { get; private set; }

    /// <summary>What it remembers of each weight, in the layout of the flat storage.</summary>
    public IReadOnlyList<NativeBuffer> Moments => _moments;

    /// <param name="factor">The schedule's share of the learning rate.</param>
    public void Step(double factor = 1)
    {
        Steps++;
        if (ClipNorm is { } most) GradientNorm.Clip(_parameters.Gradients.Pointer, Groups.SelectMany(group => group.Stretches), most);
        Span<nint> pointers = stackalloc nint[_moments.Length];
        foreach (var group in Groups)
        {
            foreach (var (offset, length) in group.Stretches)
            {
                for (var i = 0; i < _moments.Length; i++) pointers[i] = (nint)(_moments[i].Pointer + offset);
                _rule.Update(_parameters.Weights.Pointer + offset, _parameters.Gradients.Pointer + offset, pointers, length,
                    Steps - group.StepsMissed, group.LearningRate * factor);
            }
        }
    }

    /// <summary>Counts an update that changes nothing: there was nothing to learn from.</summary>
    public void Skip() => Steps++;

    /// <summary>Remembers nothing of these parameters any more; the count of updates stays.</summary>
    public void Forget(IReadOnlyCollection<Parameter> forgotten)
    {
        foreach (var moment in _moments)
        {
            foreach (var parameter in forgotten.Where(parameter => parameter.Spec.Trainable)) moment.Span.Slice(parameter.Offset, parameter.Length).Clear();
        }
    }

    /// <summary>As before the first update.</summary>
    public void Reset()
    {
        Steps = 0;
        foreach (var moment in _moments) moment.Span.Clear();
    }

    public IEnumerable<NamedTensor> Capture()
    {
        yield return StoredTensor.From(StepName, new long[] { Steps });
        foreach (var (name, parameter, moment) in Remembered())
            yield return StoredTensor.From(name, parameter.Spec.Shape, moment.Span.Slice(parameter.Offset, parameter.Length));
    }

    public void Expect(TensorReader reader)
    {
        reader.Expect<long>(StepName, 1);
        foreach (var (name, parameter, _) in Remembered()) reader.Expect(name, parameter.Spec.Shape, parameter.Length);
    }

    public void Restore(TensorReader reader)
    {
        Span<long> steps = [0];
        reader.Copy(StepName, steps);
        Steps = steps[0];
        foreach (var (name, parameter, moment) in Remembered()) reader.Copy(name, moment.Span.Slice(parameter.Offset, parameter.Length));
    }

    public void Dispose()
    {
        foreach (var moment in _moments) moment.Dispose();
    }

    private IEnumerable<(string Name, Parameter Parameter, NativeBuffer Moment)> Remembered() =>
        from pair in _rule.Moments.Zip(_moments)
        from parameter in _parameters.All
        where parameter.Spec.Trainable
        select (Prefix + pair.First + "." + parameter.Name, parameter, pair.Second);
}
