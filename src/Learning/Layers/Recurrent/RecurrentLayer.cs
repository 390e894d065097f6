using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Layers.Recurrent;

/// <summary>
/// A cell led over the steps of <c>[steps, features]</c>, forward or both ways, with PyTorch's <c>weight_ih_l0 [gates · units, features]</c>,
/// <c>weight_hh_l0 [gates · units, units]</c> and one <c>bias_l0 [gates · units]</c>, as Keras counts; the way back has <c>_reverse</c> behind
/// the names. Both ways lie beside each other in the output.
/// </summary>
internal sealed class RecurrentLayer(string name, CellKind cell, IReadOnlyList<int> input, IReadOnlyList<int> output, RecurrentShape shape, CellActivation activation)
    : Layer(name, cell.Name, input, output)
{
    private const int ParametersOfOneWay = 3;

    public override IReadOnlyList<ParameterSpec> Parameters => shape.Bidirectional ? [.. OneWay(""), .. OneWay("_reverse")] : [.. OneWay("")];

    public override IEnumerable<Operation> Build(IReadOnlyList<Parameter> parameters)
    {
        var forward = cell.Create(activation, shape, [.. parameters.Take(ParametersOfOneWay)]);
        var back = shape.Bidirectional ? cell.Create(activation, shape, [.. parameters.Skip(ParametersOfOneWay)]) : null;
        yield return new Recurrence(shape, [.. parameters], forward, back);
    }

    private IEnumerable<ParameterSpec> OneWay(string suffix)
    {
        long rows = cell.Gates * (long)shape.Units;
        yield return new("weight_ih_l0" + suffix, [rows, shape.Features], true, Initializers.GlorotUniform(shape.Features, rows));
        yield return new("weight_hh_l0" + suffix, [rows, shape.Units], true, Initializers.Orthogonal(rows, shape.Units));
        yield return new("bias_l0" + suffix, [rows], true, cell.Bias);
    }
}
