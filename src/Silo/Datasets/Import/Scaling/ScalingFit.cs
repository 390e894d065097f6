using System.Runtime.InteropServices;
using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets.Import.Scaling;

/// <summary>
/// Fits scales on the training examples: a column's numbers are all that these hold of it, in windows each as often as it occurs there.
/// A column that is feature and target both has one scale, of all its numbers.
/// </summary>
public sealed class ScalingFit
{
    private readonly Normalisation _normalisation;
    private readonly ColumnStatistics[] _columns;
    private readonly ColumnStatistics? _target;

    public ScalingFit(Normalisation normalisation, ScannedExamples scanned)
    {
        _normalisation = normalisation;
        _columns = [.. Enumerable.Range(0, scanned.Features.Shape.Count == 0 ? 1 : scanned.Features.Shape[^1]).Select(_ => new ColumnStatistics())];
        if (scanned.Target.Kind is TargetKind.Value)
            _target = scanned.TargetColumn is { } shared ? _columns[shared] : new ColumnStatistics();
    }

    /// <param name="parts">Each with a split plan at its beginning.</param>
    public async Task<ExampleScaling> Fit(IEnumerable<(ScannedPart Part, SplitPlan Plan)> parts, CancellationToken cancellation)
    {
        foreach (var (part, plan) in parts)
            await foreach (var example in part.Read(cancellation))
                if (plan.Next(example.Target) == Split.Train) Add(example);
        return new ExampleScaling([.. _columns.Select(column => column.Scale(_normalisation))], _target?.Scale(_normalisation));
    }

    private void Add(ImportedExample example)
    {
        var numbers = MemoryMarshal.Cast<byte, float>(example.Features.Span);
        for (var i = 0; i < numbers.Length; i++) _columns[i % _columns.Length].Add(numbers[i]);
        if (_target is null) return;
        if (example.Targets.IsEmpty) _target.Add(example.Target);
        foreach (var value in MemoryMarshal.Cast<byte, float>(example.Targets.Span)) _target.Add(value);
    }
}
