using System.Buffers.Binary;
using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets.Import;

/// <summary>The targets of the last steps of a sequence, in one piece.</summary>
public sealed class TargetWindow
{
    private readonly SlidingWindow _targets;
    private readonly byte[] _cell = new byte[sizeof(float)];

    private TargetWindow(int steps) => _targets = new SlidingWindow(steps, 1, sizeof(float));

    /// <returns>Null where an example has a single target.</returns>
    public static TargetWindow? Create(DatasetImportSpec spec) =>
        spec.WindowTarget is WindowTarget.EachNext ? new TargetWindow(spec.WindowSteps) : null;

    /// <summary>Shape of an example's targets.</summary>
    public static IReadOnlyList<int> Shape(DatasetImportSpec spec) => spec.WindowTarget is WindowTarget.EachNext ? [spec.WindowSteps] : [];

    /// <summary>As many as steps, as little-endian floats; valid until the next is added.</summary>
    public ReadOnlyMemory<byte> Last => _targets.Features;

    public void Add(float target)
    {
        BinaryPrimitives.WriteSingleLittleEndian(_cell, target);
        _targets.Add(_cell);
    }
}
