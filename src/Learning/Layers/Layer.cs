using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Layers;

/// <summary>A layer whose parameters and shapes were checked; a description, without tensors.</summary>
/// <param name="input">Shape of one example's input.</param>
/// <param name="output">Shape of one example's output.</param>
internal abstract class Layer(string name, string kind, IReadOnlyList<int> input, IReadOnlyList<int> output)
{
    public string Name { get; } = name;

    public string Kind { get; } = kind;

    public IReadOnlyList<int> Input { get; } = input;

    public IReadOnlyList<int> Output { get; } = output;

    public virtual IReadOnlyList<ParameterSpec> Parameters => [];

    /// <summary>Name of the activation that its output has gone through last.</summary>
    public virtual string Activation => Activations.Linear.ActivationName;

    /// <summary>What the layer does, step by step, on live parameters in the order of <see cref="Parameters"/>.</summary>
    public abstract IEnumerable<Operation> Build(IReadOnlyList<Parameter> parameters);
}
