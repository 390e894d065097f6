using DistributedDL.Contracts.Clustering;
using DistributedDL.Contracts.Datasets;
using Orleans.Concurrency;

namespace DistributedDL.Contracts.Models;

/// <summary>Owns one model: its architecture, versions and aliases; the key is its name.</summary>
[Alias("ddl.IModel")]
public interface IModel : IGrainWithStringKey
{
    /// <exception cref="Errors.ResourceExistsException">The name is taken.</exception>
    /// <exception cref="Errors.InvalidArgumentException">Unknown layer, wrong parameter, or shapes that do not fit.</exception>
    [Alias("Create")]
    Task<ModelReport> Create(ArchitectureSpec architecture);

    [Alias("Show"), ReadOnly, Repeatable]
    Task<ModelReport> Show();

    [Alias("Summary"), ReadOnly, Repeatable]
    Task<ModelSummaryReport> Summary();

    /// <summary>The version asked for, or the live one when null.</summary>
    /// <exception cref="Errors.ResourceNotFoundException">No such model or version.</exception>
    /// <exception cref="Errors.PreconditionException">Live was asked for and no version is live.</exception>
    [Alias("Resolve"), ReadOnly, AlwaysInterleave, Repeatable]
    Task<ModelVersionReport> Resolve(int? version);

    /// <summary>The live version, or null where the model has none yet.</summary>
    [Alias("TryResolveLive"), ReadOnly, AlwaysInterleave, Repeatable]
    Task<ModelVersionReport?> TryResolveLive();

    [Alias("Publish")]
    Task<ModelVersionReport> Publish(ModelVersionDraft draft);

    /// <summary>
    /// Makes a version of an uploaded safetensors file. The model is created with the architecture where it does not exist, and has
    /// to have this one where it does.
    /// </summary>
    /// <exception cref="Errors.InvalidArgumentException">No safetensors, or tensors that do not fit the architecture: every one, with expected and found shape.</exception>
    [Alias("Import"), ResponseTimeout("00:10:00"), Repeatable]
    Task<ModelVersionReport> Import(ArchitectureSpec architecture, UploadedFile file, bool promote, CancellationToken cancellation = default);

    /// <summary>Makes a version live.</summary>
    [Alias("Promote"), Repeatable]
    Task<ModelReport> Promote(int version);

    /// <summary>Makes the version live that was live before the present one.</summary>
    /// <exception cref="Errors.PreconditionException">No earlier version was live.</exception>
    [Alias("Rollback")]
    Task<ModelReport> Rollback();

    /// <summary>Removes versions that a session has published; the live one, and those of other origin, stay. Their numbers are not given again.</summary>
    /// <returns>Those of the session's that stay.</returns>
    [Alias("Remove")]
    Task<IReadOnlyList<int>> Remove(string session, IReadOnlyList<int> versions);

    [Alias("Delete")]
    Task Delete();
}
