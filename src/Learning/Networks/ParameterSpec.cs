namespace DistributedDL.Learning.Networks;

/// <summary>A tensor that a layer needs.</summary>
/// <param name="Name">Its name within the layer, as in <c>weight</c>.</param>
/// <param name="Trainable">Changed by the optimizer; else fitted to data before training, or gathered beside it.</param>
/// <param name="Initialize">Fills the initial values.</param>
internal sealed record ParameterSpec(string Name, IReadOnlyList<long> Shape, bool Trainable, Initializer Initialize)
{
    public long Length => Shape.Aggregate(1L, (product, size) => checked(product * size));
}
