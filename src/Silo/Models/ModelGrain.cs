using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Naming;
using DistributedDL.Learning.Architectures;
using DistributedDL.Learning.Networks;
using DistributedDL.Silo.Catalog;
using Microsoft.Extensions.Logging;

namespace DistributedDL.Silo.Models;

/// <summary>
/// Owns one model. Deleting it leaves its snapshots in the store: they are content-addressed, and another model or
/// session may hold the same weights.
/// </summary>
[GrainType(StateNames.Model)]
internal sealed partial class ModelGrain(
    [PersistentState(StateNames.State)] IPersistentState<ModelState> state,
    WeightsImport weightsImport,
    TimeProvider time,
    ILogger<ModelGrain> log) : Grain, IModel
{
    private string Name => this.GetPrimaryKeyString();

    private int LastVersion => Math.Max(state.State.LastVersion, state.State.Versions is [.., var last] ? last.Report.Version : 0);

    private int? Live => state.State.LiveHistory is [.., var live] ? live : null;

    public async Task<ModelReport> Create(ArchitectureSpec architecture)
    {
        ResourceName.Require("model", Name);
        if (state.RecordExists) throw new ResourceExistsException("model", Name);
        var layers = ArchitectureExpansion.Expand(architecture);
        Network.Describe(layers);
        await Write(() => state.State = new ModelState { Architecture = layers, CreatedAt = time.GetUtcNow() });
        return Report();
    }

    public Task<ModelReport> Show()
    {
        RequireExists();
        return Task.FromResult(Report());
    }

    public Task<ModelSummaryReport> Summary()
    {
        var architecture = RequireExists();
        return Task.FromResult(new ModelSummaryReport(Name, architecture.Input, Network.Describe(architecture)));
    }

    public Task<ModelVersionReport> Resolve(int? version)
    {
        RequireExists();
        var wanted = version ?? Live ?? throw new PreconditionException($"model '{Name}'", "no version of it is live yet: train it, or promote a version");
        return Task.FromResult(Find(wanted));
    }

    public Task<ModelVersionReport?> TryResolveLive()
    {
        RequireExists();
        return Task.FromResult(Live is { } live ? Find(live) : null);
    }

    public async Task<ModelVersionReport> Publish(ModelVersionDraft draft)
    {
        RequireExists();
        if (string.IsNullOrEmpty(draft.OperationId)) throw new InvalidArgumentException("operation_id", "it is empty; it makes a repeated publish harmless");
        if (state.State.Versions.Find(v => v.OperationId == draft.OperationId) is { } earlier) return earlier.Report;
        var parameters = Network.Describe(draft.Architecture).Sum(layer => layer.Parameters);
        var version = LastVersion + 1;
        var candidate = draft is { Promote: true, Guard: { } guard } ? PromotionGuard.Objection(guard, draft.Metrics, Live is { } now ? Find(now) : null) : null;
        var promote = draft.Promote && candidate is null;
        var report = new ModelVersionReport(
            Name, version, draft.WeightsSha256, parameters, draft.Architecture, draft.Signature, draft.Lineage, draft.Metrics, time.GetUtcNow()) { Candidate = candidate };
        await Write(() =>
        {
            state.State.Versions.Add(new PublishedVersion(draft.OperationId, report));
            state.State.LastVersion = version;
            if (promote) state.State.LiveHistory.Add(version);
        });
        LogPublished(log, Name, version, draft.WeightsSha256, promote);
        return report;
    }

    public async Task<ModelVersionReport> Import(ArchitectureSpec architecture, UploadedFile file, bool promote, CancellationToken cancellation)
    {
        ResourceName.Require("model", Name);
        architecture = ArchitectureExpansion.Expand(architecture);
        if (state.RecordExists && !ArchitectureIdentity.Same(state.State.Architecture!, architecture))
            throw new InvalidArgumentException("architecture", $"model '{Name}' exists and has another architecture");
        var digest = await weightsImport.Store(architecture, file, cancellation);
        if (!state.RecordExists) await Create(architecture);
        return await Publish(new ModelVersionDraft(
            $"import:{file.Blob}", digest, state.State.Architecture!, ModelSignature.Unknown, new Lineage(), new Dictionary<string, double>(), promote));
    }

    public async Task<ModelReport> Promote(int version)
    {
        RequireExists();
        Find(version);
        if (Live != version) await Write(() => state.State.LiveHistory.Add(version));
        return Report();
    }

    public async Task<ModelReport> Rollback()
    {
        RequireExists();
        if (state.State.LiveHistory.Count < 2) throw new PreconditionException($"model '{Name}'", "no earlier version was live");
        await Write(() => state.State.LiveHistory.RemoveAt(state.State.LiveHistory.Count - 1));
        return Report();
    }

    public async Task<IReadOnlyList<int>> Remove(string session, IReadOnlyList<int> versions)
    {
        RequireExists();
        var going = state.State.Versions.Where(v => versions.Contains(v.Report.Version) && v.Report.Version != Live && v.Report.Lineage.Session == session)
            .Select(v => v.Report.Version).ToHashSet();
        if (going.Count == 0) return Staying();
        await Write(() =>
        {
            state.State.LastVersion = LastVersion;
            state.State.Versions.RemoveAll(v => going.Contains(v.Report.Version));
            state.State.LiveHistory.RemoveAll(going.Contains);
        });
        LogRemoved(log, Name, string.Join(", ", going.Order()), session);
        return Staying();

        List<int> Staying() => [.. versions.Where(version => state.State.Versions.Exists(v => v.Report.Version == version && v.Report.Lineage.Session == session))];
    }

    public async Task Delete()
    {
        RequireExists();
        await state.ClearStateAsync();
        DeactivateOnIdle();
    }

    private ArchitectureSpec RequireExists() =>
        state.RecordExists ? state.State.Architecture! : throw new ResourceNotFoundException("model", Name);

    private ModelVersionReport Find(int version) =>
        state.State.Versions.Find(v => v.Report.Version == version)?.Report
        ?? throw new ResourceNotFoundException("model version", $"{Name}@{version}");

    // A write that fails leaves memory ahead of the store: the activation goes, and the next one reads what is stored.
    private async Task Write(Action change)
    {
        change();
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
    }

    private ModelReport Report() => new(
        Name, state.State.Architecture!, [.. state.State.Versions.Select(v => v.Report)],
        Live is { } live ? new Dictionary<string, int> { [ModelAlias.Live] = live } : [], state.State.CreatedAt);
}
