using DistributedDL.Contracts.Catalog;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Models;
using DistributedDL.Contracts.Prediction;
using DistributedDL.Contracts.Training;
using DistributedDL.Storage.Blobs;
using Orleans.Concurrency;

namespace DistributedDL.Gateway.Tests.Hosting;

// Small grains behind the real gateway: they keep what they were given and fail on demand.
internal sealed class TestCatalog(Stage stage) : Grain, ICatalog
{
    public async Task<CatalogPage> List(ResourceKind kind, string? after, int limit)
    {
        await stage.Enter("catalog");
        var names = Enumerable.Range(0, 250).Select(i => $"n{i:000}").Where(name => after is null || string.CompareOrdinal(name, after) > 0).ToList();
        return new CatalogPage([.. names.Take(limit)], names.Count > limit ? names[limit - 1] : null);
    }
}

internal sealed class TestDataset(Stage stage, IBlobStore store) : Grain, IDataset
{
    private readonly List<DatasetVersionReport> _versions = [];

    private string Name => this.GetPrimaryKeyString();

    public async Task<DatasetVersionReport> Import(DatasetImportSpec spec, IReadOnlyList<UploadedFile> files, CancellationToken cancellation)
    {
        await stage.Enter(Name);
        var contents = new List<byte[]>();
        foreach (var file in files)
        {
            using var memory = new MemoryStream();
            await using var stream = await store.OpenRead(file.Blob, cancellation);
            await stream.CopyToAsync(memory, cancellation);
            if (memory.Length != file.LengthBytes) throw new InvalidOperationException("an upload is not whole");
            contents.Add(memory.ToArray());
        }
        stage.ImportedFiles[Name] = [.. contents];
        _versions.Add(Reports.DatasetVersion with { Version = _versions.Count + 1 });
        return _versions[^1];
    }

    public async Task<DatasetReport> Show()
    {
        await stage.Enter(Name);
        if (Name.StartsWith('n') && _versions.Count == 0 && Name != "n003") return new DatasetReport(Name, [Reports.DatasetVersion]);
        return _versions.Count > 0 ? new DatasetReport(Name, _versions) : throw new ResourceNotFoundException("dataset", Name);
    }

    public Task Delete()
    {
        if (_versions.Count == 0) throw new ResourceNotFoundException("dataset", Name);
        _versions.Clear();
        return Task.CompletedTask;
    }
}

internal sealed class TestModel(Stage stage, IBlobStore store) : Grain, IModel
{
    private string Name => this.GetPrimaryKeyString();

    public async Task<ModelReport> Create(ArchitectureSpec architecture)
    {
        await stage.Enter(Name);
        return Reports.Model with { Name = Name, Architecture = architecture };
    }

    public async Task<ModelReport> Show()
    {
        await stage.Enter(Name);
        return Reports.Model with { Name = Name };
    }

    public Task<IReadOnlyList<int>> Remove(string session, IReadOnlyList<int> versions) => Task.FromResult<IReadOnlyList<int>>([]);

    public Task<ModelSummaryReport> Summary() => Task.FromResult(new ModelSummaryReport(Name, [2, 3], [new LayerReport("head", "dense", [10], 70, 60)]));

    public Task<ModelVersionReport> Resolve(int? version) =>
        Task.FromResult(stage.Versions.GetValueOrDefault(Name, Reports.ModelVersion) with { Model = Name });

    public Task<ModelVersionReport?> TryResolveLive() => Task.FromResult<ModelVersionReport?>(Reports.ModelVersion);

    public Task<ModelVersionReport> Publish(ModelVersionDraft draft) => Task.FromResult(Reports.ModelVersion);

    public async Task<ModelVersionReport> Import(ArchitectureSpec architecture, UploadedFile file, bool promote, CancellationToken cancellation)
    {
        await stage.Enter(Name);
        var bytes = await store.ReadAll(file.Blob, cancellation);
        if (bytes.Length != file.LengthBytes) throw new InvalidOperationException("an upload is not whole");
        stage.ImportedFiles[Name] = [bytes];
        return Reports.ModelVersion with { Model = Name, Architecture = architecture };
    }

    public Task<ModelReport> Promote(int version) => Task.FromResult(Reports.Model with { Name = Name, Aliases = new Dictionary<string, int> { ["live"] = version } });

    public Task<ModelReport> Rollback() => throw new PreconditionException($"model '{Name}'", "no earlier version was live");

    public Task Delete() => stage.Enter(Name);
}

internal sealed class TestRun(Stage stage) : Grain, ITrainingRun
{
    private string Id => this.GetPrimaryKeyString();

    public async Task<TrainingRunReport> Start(TrainingSpec spec)
    {
        await stage.Enter(Id);
        return Reports.Run(Id, RunState.Queued) with { Spec = spec };
    }

    public async Task<TrainingRunReport> Show()
    {
        await stage.Enter(Id);
        return stage.Runs.TryGetValue(Id, out var run) ? run : Reports.Run(Id, RunState.Running);
    }

    public Task<IReadOnlyList<EpochReport>> Epochs(int afterEpoch, int limit) =>
        Task.FromResult<IReadOnlyList<EpochReport>>([.. stage.Epochs.GetValueOrDefault(Id, []).Where(epoch => epoch.Epoch > afterEpoch).Take(limit)]);

    public Task<TrainingRunReport> Cancel() => Task.FromResult(Reports.Run(Id, RunState.Cancelled));

    public Task<TrainingRunReport> Resume() => throw new PreconditionException($"run '{Id}'", "it is under way");

    public Task<TrainingRunReport> Extend(RunExtension extension)
    {
        var run = Reports.Run(Id, RunState.Queued);
        return Task.FromResult(run with { Spec = run.Spec with { Epochs = run.Spec.Epochs + extension.Epochs } });
    }

    public Task<bool> Wake() => throw new NotSupportedException();

    public Task<string?> Checkpoint() => Task.FromResult<string?>(null);
}

/// <summary>Takes rows of 4 numbers, gives their sum and their first number.</summary>
[StatelessWorker, Reentrant]
internal sealed class TestPredictor(Stage stage) : Grain, IPredictor
{
    private const int Width = 4;

    private string Model => this.GetPrimaryKeyString();

    public async Task<PredictReport> Predict(int? version, float[] features)
    {
        stage.PredictedLengths.AddOrUpdate(Model, [features.Length], (_, lengths) => [.. lengths, features.Length]);
        await stage.Enter(Model);
        if (features.Length % Width != 0) throw new InvalidArgumentException("features", $"{features.Length} numbers are not whole rows of {Width}");
        var outputs = new float[features.Length / Width * 2];
        for (var row = 0; row < features.Length / Width; row++)
        {
            outputs[2 * row] = features.AsSpan(row * Width, Width).ToArray().Sum();
            outputs[(2 * row) + 1] = features[row * Width];
        }
        return new PredictReport(Model, version ?? 7, outputs, 2, Model == "values" ? ModelSignature.Unknown : new ModelSignature([], ["no", "yes"], "answer"));
    }

    public Task<PredictReport> PredictDataset(int? version, DatasetSlice slice)
    {
        var rows = (int)Math.Min(slice.Limit, 2_540 - slice.Offset);
        var outputs = Enumerable.Range(0, rows).Select(row => (float)(slice.Offset + row)).ToArray();
        return Task.FromResult(new PredictReport(Model, version ?? 7, outputs, 1, ModelSignature.Unknown));
    }

    public Task<EvaluationReport> Evaluate(int? version, DatasetSlice slice, CancellationToken cancellation) => Task.FromResult(new EvaluationReport(
        Model, version ?? 7, slice.Dataset, slice.Version ?? 3, slice.Split!, 40, 0.25, new Dictionary<string, double> { ["accuracy"] = 0.9 }, ["no", "yes"], [1, 2, 3, 4]));
}
