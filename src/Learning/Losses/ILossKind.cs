using DistributedDL.Learning.Binding;

namespace DistributedDL.Learning.Losses;

/// <summary>A kind of loss, found by its name.</summary>
internal interface ILossKind
{
    string Name { get; }

    /// <param name="outputWidth">Numbers in one example's output.</param>
    Loss Bind(SpecBinder binder, int outputWidth);
}
