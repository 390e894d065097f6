namespace DistributedDL.Learning.OnlineLearning.Drift;

/// <summary>Watches a series for a change of its distribution. After a drift it begins anew with the next value, as River's do.</summary>
internal interface IDriftDetector
{
    /// <summary>Mean of the values since the last drift, as far as the detector keeps them; 0 before the first.</summary>
    double Estimate { get; }

    /// <summary>Whether the last drift was of a mean that rose.</summary>
    bool HasRisen { get; }

    /// <summary>Numbers of the detector's state; the same for one set of parameters.</summary>
    int StateSize { get; }

    DriftLevel Add(double value);

    /// <param name="state"><c>[StateSize]</c></param>
    void Write(Span<double> state);

    /// <inheritdoc cref="Write"/>
    void Read(ReadOnlySpan<double> state);
}
