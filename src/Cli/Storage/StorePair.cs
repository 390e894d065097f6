using DistributedDL.Cli.CommandLine;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Blobs.Copying;

namespace DistributedDL.Cli.Storage;

/// <summary>Both stores of a copy. What is no copy is refused before either is touched.</summary>
internal sealed class StorePair : IDisposable
{
    private readonly StoreAddress _from;
    private readonly StoreAddress _to;
    private readonly AzureInstallation? _azureFrom;
    private readonly AzureInstallation? _azureTo;

    /// <exception cref="CommandFailedException">They are one store, one lies in the other, or an option is wrong.</exception>
    public StorePair(StoreAddress from, StoreAddress to)
    {
        (_from, _to) = (from, to);
        if (from.Folder is { } source && to.Folder is { } target)
        {
            if (RealPath.AreSame(source, target)) throw AreSame();
            if (RealPath.IsInside(target, source)) throw CommandFailedException.Usage($"--to {to.Given} lies in --from {from.Given}: the copy would change its source");
            if (RealPath.IsInside(source, target)) throw CommandFailedException.Usage($"--from {from.Given} lies in --to {to.Given}: the copy would change its source");
        }
        (_azureFrom, _azureTo) = (from.Azure(), to.Azure());
        if (_azureFrom is not null && _azureTo is not null && _azureFrom.SharesContainerWith(_azureTo)) throw AreSame();
    }

    /// <summary>Of no store before <see cref="Open"/>.</summary>
    public IBlobStore From { get; private set; } = null!;

    public IBlobStore To { get; private set; } = null!;

    /// <summary>Containers in Azure, of which nobody can know whether a server uses them.</summary>
    public IReadOnlyList<string> Containers => [.. (_azureFrom?.Containers ?? []).Concat(_azureTo?.Containers ?? []).Distinct()];

    /// <exception cref="CommandFailedException">The source is not there, or is empty.</exception>
    /// <exception cref="StoreLockedException">A server runs on one of them.</exception>
    public async Task Open(TimeProvider time, CancellationToken cancellation)
    {
        if (_from.Folder is { } folder)
        {
            if (!Directory.Exists(folder)) throw new CommandFailedException($"--from {_from.Given}: there is no such folder");
            // Before the folder is locked, which leaves files in it.
            if (!Directory.EnumerateFileSystemEntries(folder).Any()) throw IsEmpty();
        }
        else if (await _azureFrom!.AbsentContainers(cancellation) is { Count: > 0 } absent)
        {
            var names = string.Join(" and ", absent.Select(name => $"'{name}'"));
            throw new CommandFailedException($"--from {_from.Given}: {(absent.Count == 1 ? $"container {names} does" : $"containers {names} do")} not exist",
                "Storage:Azure:Container and Storage:Azure:GrainStateContainer name them");
        }
        From = _azureFrom?.Store ?? new DirectoryBlobStore(_from.Folder!, time);
        // Before the target is opened, which may create it.
        if (!await From.List("", cancellation).AnyAsync(cancellation)) throw IsEmpty();
        try
        {
            To = _azureTo?.Store ?? new DirectoryBlobStore(_to.Folder!, time);
        }
        catch (StoreLockedException e) when (e.ProcessId == Environment.ProcessId && From is DirectoryBlobStore)
        {
            // By a way that paths do not show, as of a folder that is mounted twice.
            throw AreSame();
        }
    }

    public void Dispose()
    {
        (To as IDisposable)?.Dispose();
        (From as IDisposable)?.Dispose();
    }

    private CommandFailedException IsEmpty() => new($"--from {_from.Given} holds no blobs: nothing to copy");

    private static CommandFailedException AreSame() => CommandFailedException.Usage("--from and --to are the same store");
}
