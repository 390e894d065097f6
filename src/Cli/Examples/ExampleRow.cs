namespace DistributedDL.Cli.Examples;

/// <param name="Line">Where the row begins in the file, from 1.</param>
/// <param name="Target">As written; empty where the file has none.</param>
internal sealed record ExampleRow(int Line, float[] Features, string Target);
