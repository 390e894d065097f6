using DistributedDL.Learning.Binding;

namespace DistributedDL.Learning.OnlineLearning.Drift;

/// <summary>A kind of drift detector, found by its name. Names and defaults of its parameters are River's.</summary>
internal interface IDriftDetectorKind
{
    string Name { get; }

    /// <summary>It takes errors of 0 and 1 only.</summary>
    bool IsBinary { get; }

    IDriftDetector Bind(SpecBinder binder);
}
