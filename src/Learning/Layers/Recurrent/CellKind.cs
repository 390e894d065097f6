using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Layers.Recurrent;

/// <summary>A recurrent cell found by its name.</summary>
/// <param name="Gates">Rows of units in its kernels, in PyTorch's order.</param>
/// <param name="Bias">Initial bias.</param>
internal sealed record CellKind(string Name, int Gates, Initializer Bias, Func<CellActivation, RecurrentShape, IReadOnlyList<Parameter>, Cell> Create)
{
    public static CellKind SimpleRnn { get; } = new("simple_rnn", 1, Initializers.Zero, (activation, shape, parameters) => activation.SimpleRnn(shape, parameters));

    /// <summary>Gates input, forget, cell, output; the forget gate's bias begins at 1 (Jozefowicz et al., 2015).</summary>
    public static CellKind Lstm { get; } = new("lstm", 4, ForgetNothing, (activation, shape, parameters) => activation.Lstm(shape, parameters));

    /// <summary>Gates reset, update, new.</summary>
    public static CellKind Gru { get; } = new("gru", 3, Initializers.Zero, (activation, shape, parameters) => activation.Gru(shape, parameters));

    private static void ForgetNothing(Span<float> values, Random random)
    {
        values.Clear();
        values.Slice(values.Length / 4, values.Length / 4).Fill(1);
    }
}
