using DistributedDL.Learning.Binding;

namespace DistributedDL.Learning.Optimizers;

/// <summary>A kind of optimizer, found by its name.</summary>
internal interface IUpdateRuleKind
{
    string Name { get; }

    double DefaultLearningRate { get; }

    IUpdateRule Bind(SpecBinder binder);
}
