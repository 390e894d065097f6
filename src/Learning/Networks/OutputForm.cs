using DistributedDL.Learning.Activations;

namespace DistributedDL.Learning.Networks;

/// <summary>How the numbers of one example's output face its targets: <paramref name="Steps"/> rows, each against one target.</summary>
/// <param name="Width">Numbers of one step: one a class, or a single one.</param>
public readonly record struct OutputForm(int Steps, int Width)
{
    /// <summary>
    /// <c>[…, n]</c> is a step for each place before the last dimension. A single dimension is one step after softmax or sigmoid, and as many steps
    /// of one value each otherwise.
    /// </summary>
    /// <param name="output">Shape of one example's output.</param>
    /// <param name="activation">The last one.</param>
    public static OutputForm Of(IReadOnlyList<int> output, string? activation)
    {
        var total = (int)Shape.Width(output);
        var width = output.Count > 1 || activation is Softmax.ActivationName or Sigmoid.ActivationName ? output[^1] : 1;
        return new OutputForm(total / width, width);
    }
}
