using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Layers.Recurrent;

/// <summary>
/// <c>simple_rnn</c>, <c>lstm</c> and <c>gru: { units, activation?, return_sequences?, bidirectional? }</c>, as Keras' layers of these names
/// (GRU: <c>reset_after=False</c>), the activation <c>tanh</c> unless <c>relu</c> is asked for.
/// </summary>
internal sealed class RecurrentKind(CellKind cell) : ILayerKind
{
    private const int MaxUnits = 100_000;

    public string Kind => cell.Name;

    public Layer? Bind(LayerBinder binder)
    {
        var units = binder.Int("units", 1, MaxUnits);
        var activation = binder.Choice("activation", CellActivation.Find, CellActivation.Known, CellActivation.Tanh);
        var sequences = binder.Bool("return_sequences", false);
        var bidirectional = binder.Bool("bidirectional", false);
        if (binder.Input is not { } input) return null;
        if (input.Count != 2)
        {
            binder.Misfit(input.Count == 1 ? $"[steps, features]; a reshape to [{input[0]}, 1] gives one feature a step" : "[steps, features]");
            return null;
        }
        var width = units * (bidirectional ? 2 : 1);
        var shape = new RecurrentShape(input[0], input[1], units, sequences, bidirectional);
        return new RecurrentLayer(binder.Name, cell, input, sequences ? [input[0], width] : [width], shape, activation);
    }
}
