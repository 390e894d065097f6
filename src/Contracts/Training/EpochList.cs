namespace DistributedDL.Contracts.Training;

/// <summary>Epochs, counted from 1; equal by value.</summary>
[GenerateSerializer, Immutable, Alias("ddl.EpochList")]
public sealed record EpochList([property: Id(0)] IReadOnlyList<int> Epochs)
{
    public static EpochList None { get; } = new([]);

    public bool Equals(EpochList? other) => other is not null && Epochs.SequenceEqual(other.Epochs);

    public override int GetHashCode() => Epochs.Aggregate(0, HashCode.Combine);
}
