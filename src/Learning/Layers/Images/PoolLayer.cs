using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Layers.Images;

/// <summary>The largest or the mean number of each channel within a window; padding takes no part.</summary>
internal sealed class PoolLayer(string name, string kind, IReadOnlyList<int> input, IReadOnlyList<int> output, Axis height, Axis width, bool largest)
    : Layer(name, kind, input, output)
{
    public override IEnumerable<Operation> Build(IReadOnlyList<Parameter> parameters) =>
        [largest ? new MaxPooling(height, width, Input[^1], Output) : new AveragePooling(height, width, Input[^1], Output)];
}
