using DistributedDL.Learning.Activations;
using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Layers.Recurrent;

/// <summary>The activation of a recurrent cell, and the cells compiled for it.</summary>
internal abstract class CellActivation(string name)
{
    public static CellActivation Tanh { get; } = new Of<Tanh>("tanh");

    private static readonly CellActivation Relu = new Of<Relu>("relu");

    public static string Known => "tanh, relu";

    public string Name { get; } = name;

    public static CellActivation? Find(string name) => name == Tanh.Name ? Tanh : name == Relu.Name ? Relu : null;

    public abstract Cell SimpleRnn(RecurrentShape shape, IReadOnlyList<Parameter> parameters);

    public abstract Cell Lstm(RecurrentShape shape, IReadOnlyList<Parameter> parameters);

    public abstract Cell Gru(RecurrentShape shape, IReadOnlyList<Parameter> parameters);

    private sealed class Of<TFunction>(string name) : CellActivation(name) where TFunction : struct, IElementwise
    {
        public override Cell SimpleRnn(RecurrentShape shape, IReadOnlyList<Parameter> parameters) => new SimpleRnnCell<TFunction>(shape, parameters);

        public override Cell Lstm(RecurrentShape shape, IReadOnlyList<Parameter> parameters) => new LstmCell<TFunction>(shape, parameters);

        public override Cell Gru(RecurrentShape shape, IReadOnlyList<Parameter> parameters) => new GruCell<TFunction>(shape, parameters);
    }
}
