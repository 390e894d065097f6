using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Naming;
using DistributedDL.Silo.Catalog;
using DistributedDL.Silo.Datasets.Import;
using DistributedDL.Storage.Datasets;
using Microsoft.Extensions.Logging;

namespace DistributedDL.Silo.Datasets;

/// <summary>
/// Owns one data set. A version is visible when its report is in the state: one write, after all chunks are stored;
/// what a failed or crashed import left is removed.
/// </summary>
[GrainType(StateNames.Dataset)]
internal sealed partial class DatasetGrain(
    [PersistentState(StateNames.State)] IPersistentState<DatasetState> state,
    DatasetStore datasets,
    DatasetImporter importer,
    ILogger<DatasetGrain> log) : Grain, IDataset
{
    private DatasetVersionReport? _unstored;

    private string Name => this.GetPrimaryKeyString();

    public async Task<DatasetVersionReport> Import(DatasetImportSpec spec, IReadOnlyList<UploadedFile> files, CancellationToken cancellation)
    {
        ResourceName.Require("dataset", Name);
        if (state.RecordExists && !spec.NewVersion) throw new ResourceExistsException("dataset", Name);
        if (files.Count == 0) throw new InvalidArgumentException("files", "0 files were given; an import takes at least 1");

        var version = state.RecordExists ? state.State.Versions[^1].Version + 1 : 1;
        var imported = await ImportWhole(version, spec, files, cancellation);
        await Store(imported);
        LogImported(log, Name, version, imported.Splits.Sum(split => split.Examples), imported.LengthBytes);
        return imported;
    }

    public Task<DatasetReport> Show()
    {
        RequireExists();
        return Task.FromResult(new DatasetReport(Name, [.. state.State.Versions.Where(version => version != _unstored)]));
    }

    public async Task Delete()
    {
        RequireExists();
        var versions = state.State.Versions.Select(version => version.Version).ToArray();
        // First the state: chunks without a data set are rubbish, a data set without chunks is damage.
        await state.ClearStateAsync();
        foreach (var version in versions) await datasets.Delete(Name, version);
        DeactivateOnIdle();
    }

    private async Task<DatasetVersionReport> ImportWhole(
        int version, DatasetImportSpec spec, IReadOnlyList<UploadedFile> files, CancellationToken cancellation)
    {
        await datasets.Delete(Name, version, cancellation);
        try
        {
            return await importer.Import(Name, version, spec, files, cancellation);
        }
        catch
        {
            await datasets.Delete(Name, version, CancellationToken.None);
            throw;
        }
    }

    // Others may look while the write is under way, and must not see what it may still fail to keep.
    private async Task Store(DatasetVersionReport imported)
    {
        _unstored = imported;
        state.State.Versions.Add(imported);
        try
        {
            await state.WriteStateAsync(CancellationToken.None);
        }
        catch
        {
            state.State.Versions.Remove(imported);
            throw;
        }
        finally
        {
            _unstored = null;
        }
    }

    private void RequireExists()
    {
        if (!state.RecordExists) throw new ResourceNotFoundException("dataset", Name);
    }
}
