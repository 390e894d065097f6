using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Networks;
using DistributedDL.Learning.Numerics;

namespace DistributedDL.Learning.Optimizers;

/// <summary>An update rule at work on one network, with what it remembers.</summary>
internal sealed unsafe class Optimizer : IDisposable
{
    private const string Prefix = "optimizer.";
    private const string StepName = Prefix + "step";

    private readonly ParameterStorage parameters;
    private readonly IUpdateRule rule;
    private readonly double learningRate;
    private readonly NativeBuffer[] moments;
    private readonly nint[] pointers;

    public Optimizer(ParameterStorage parameters, IUpdateRule rule, double? learningRate)
    {
        this.parameters = parameters;
        this.rule = rule;
        this.learningRate = learningRate ?? rule.DefaultLearningRate;
        moments = [.. rule.Moments.Select(_ => new NativeBuffer(parameters.Weights.Length))];
        pointers = [.. moments.Select(moment => (nint)moment.Pointer)];
    }

    /// <summary>Updates done.</summary>
    public long Steps { get; private set; }

    public void Step()
    {
        Steps++;
        rule.Update(parameters.Weights.Pointer, parameters.Gradients.Pointer, pointers, parameters.Weights.Length, Steps, learningRate);
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
        foreach (var moment in moments) moment.Dispose();
    }

    private IEnumerable<(string Name, Parameter Parameter, NativeBuffer Moment)> Remembered() =>
        from pair in rule.Moments.Zip(moments)
        from parameter in parameters.All
        where parameter.Spec.Trainable
        select (Prefix + pair.First + "." + parameter.Name, parameter, pair.Second);
}
