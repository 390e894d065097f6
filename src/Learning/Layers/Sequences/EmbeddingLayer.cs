using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Layers.Sequences;

/// <summary>A learned row of numbers for each index: <c>[steps]</c> to <c>[steps, units]</c>, with <c>weight [vocabulary, units]</c>.</summary>
internal sealed class EmbeddingLayer(string name, IReadOnlyList<int> input, int vocabulary, int units)
    : Layer(name, "embedding", input, [.. input, units]), IIndexLayer
{
    public int Indices => vocabulary;

    public override IReadOnlyList<ParameterSpec> Parameters => [new("weight", [vocabulary, units], true, Initializers.Uniform(0.05))];

    public override IEnumerable<Operation> Build(IReadOnlyList<Parameter> parameters) =>
        [new Lookup(parameters[0], new IndexReader(Name, vocabulary), (int)Shape.Width(Input))];
}
