using DistributedDL.Learning.Networks;

namespace DistributedDL.Learning.Layers;

/// <summary>A layer whose parameters come from the training examples before the first epoch, in one pass over them.</summary>
internal interface IFittedLayer
{
    /// <summary>Begins a fit of the layer's live parameters.</summary>
    IFit BeginFit(IReadOnlyList<Parameter> parameters);
}

/// <summary>A fit under way.</summary>
internal interface IFit
{
    /// <param name="input">What the layer gets: <c>[examples, width]</c>.</param>
    void Add(ReadOnlySpan<float> input, int examples);

    /// <summary>Writes the parameters.</summary>
    void Complete();
}
