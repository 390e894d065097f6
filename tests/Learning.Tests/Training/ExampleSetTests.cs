using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Learning.Training;

namespace DistributedDL.Learning.Tests.Training;

public sealed class ExampleSetTests
{
    [Fact]
    public void Gather_EveryByte_IsTheSameNumber()
    {
        using var set = new ExampleSet(3, 100, ElementType.U8);
        var bytes = Enumerable.Range(0, 300).Select(i => (byte)i).ToArray();
        set.Append(bytes.AsSpan(0, 100), [5]);
        set.Append(bytes.AsSpan(100), [6, 7]);
        var (features, targets) = (new float[200], new float[2]);

        set.Gather([2, 0], features, targets);

        Assert.Equal(3, set.Count);
        Assert.Equal([7f, 5f], targets);
        Assert.Equal(bytes.AsSpan(200).ToArray().Concat(bytes.Take(100)).Select(value => (float)value), features);
    }

    [Fact]
    public void Gather_Floats_AreCopied()
    {
        using var set = Examples.Set([1, 2, 3, 4, 5, 6], [0, 1]);
        var (features, targets) = (new float[3], new float[1]);

        set.Gather([1], features, targets);

        Assert.Equal([4f, 5f, 6f], features);
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Gather([2], features, targets));
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Gather([-1], features, targets));
    }

    [Fact]
    public void Append_MoreThanRoomOrNotWholeExamples_AddsNothing()
    {
        using var set = new ExampleSet(2, 3, ElementType.U8);

        Assert.Contains("4 bytes are not 1 examples of 3 bytes", Assert.Throws<InvalidArgumentException>(() => set.Append(new byte[4], [1])).Message);
        Assert.Contains("3 examples are more than the room left for 2", Assert.Throws<InvalidArgumentException>(() => set.Append(new byte[9], [1, 2, 3])).Message);
        Assert.Equal(0, set.Count);
    }

    [Fact]
    public void Constructor_BadSizes_NamesAll()
    {
        var e = Assert.Throws<InvalidArgumentException>(() => new ExampleSet(-1, 0, ElementType.I64));

        Assert.Equal(["examples", "feature_width", "feature_type"], e.Violations.Select(violation => violation.Field));
    }

    [Fact]
    public void Use_AfterDispose_Throws()
    {
        var set = Examples.Set([1, 2], [0, 1]);
        set.Dispose();

        Assert.Throws<ObjectDisposedException>(() => set.Gather([0], new float[1], new float[1]));
        Assert.Throws<ObjectDisposedException>(() => set.Append(new byte[4], [1]));
    }
}
