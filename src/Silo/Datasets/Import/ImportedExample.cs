namespace DistributedDL.Silo.Datasets.Import;

/// <summary>One example on its way to the store.</summary>
/// <param name="Features">In the schema's element type, little-endian; valid until the next example is read.</param>
/// <param name="Target">Class index or value; where there are several, the last.</param>
/// <param name="Targets">One for each place of the target shape, valid until the next example is read; empty for a single one.</param>
public readonly record struct ImportedExample(ReadOnlyMemory<byte> Features, float Target, ReadOnlyMemory<byte> Targets = default);
