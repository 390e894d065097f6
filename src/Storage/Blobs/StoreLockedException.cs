namespace DistributedDL.Storage.Blobs;

/// <summary>Another process holds the data directory.</summary>
public sealed class StoreLockedException(string directory, int? processId, string? processName)
    : IOException($"data directory '{directory}' is in use by {(processId is null ? "another process" : $"process {processId} ({processName})")}")
{
    public string DataDirectory { get; } = directory;
    public int? ProcessId { get; } = processId;
}
