using System.Runtime.InteropServices;
using DistributedDL.Contracts.Datasets;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Naming;
using DistributedDL.Silo.Datasets.Import.Arrays;
using DistributedDL.Silo.Datasets.Import.Csv;
using DistributedDL.Silo.Datasets.Import.Idx;
using DistributedDL.Silo.Datasets.Import.Images;
using DistributedDL.Silo.Datasets.Import.Npy;
using DistributedDL.Silo.Datasets.Import.Scaling;
using DistributedDL.Silo.Datasets.Import.Text;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Datasets;

namespace DistributedDL.Silo.Datasets.Import;

/// <summary>
/// Turns uploaded files into an immutable dataset version, whole or not at all, in two passes over the stored files:
/// <list type="number">
/// <item>the first finds schema, labels, counts and every fault;</item>
/// <item>the second writes the examples to their splits.</item>
/// </list>
/// Where columns are normalised, the examples are read once more between the two, to fit the scales on the training split.
/// Images are decoded in the first pass alone, which keeps their pixels for the second in a blob beside the uploads.
/// Memory does not grow with the number of examples: it holds one example, one chunk a split and the label list.
/// </summary>
public sealed class DatasetImporter(IBlobStore blobs, DatasetStore datasets, TimeProvider time)
{
    private static readonly IReadOnlyList<IExampleReader> Readers =
        [new CsvExampleReader(), new ArrayExampleReader(new IdxForm()), new ImageExampleReader(), new TextExampleReader(), new ArrayExampleReader(new NpyForm())];

    /// <summary>Imports on the thread pool, so that a grain may await it without its turn doing the work.</summary>
    /// <exception cref="InvalidArgumentException">
    /// An option or a file is wrong. A fault of a file has the file's name as its field and names row and column;
    /// the first <see cref="FaultList.MaxShown"/> are listed, then how many there are besides.
    /// </exception>
    /// <exception cref="ResourceExistsException">The version exists already.</exception>
    public Task<DatasetVersionReport> Import(
        string dataset, int version, DatasetImportSpec spec, IReadOnlyList<UploadedFile> files, CancellationToken cancellation = default) =>
        Task.Run(() => ImportOnPool(dataset, version, spec, files, cancellation), cancellation);

    private async Task<DatasetVersionReport> ImportOnPool(
        string dataset, int version, DatasetImportSpec spec, IReadOnlyList<UploadedFile> files, CancellationToken cancellation)
    {
        var faults = new FaultList();
        var naming = new List<FieldViolation>();
        ResourceName.Check("name", dataset, naming);
        faults.AddRange(naming);
        ImportSpecRules.Check(spec, files, faults);
        FormatRules.Check(spec, faults);
        var reader = Readers.FirstOrDefault(r => r.Format == spec.Format);
        if (reader is null) faults.Add("format", $"'{spec.Format}' is not a known format; known are {string.Join(", ", Readers.Select(r => r.Format))}");
        faults.ThrowIfAny();

        // 1. Schema, labels, counts, faults.
        var scanned = await reader!.Scan(new ImportInput(blobs, spec, files, faults), cancellation);
        await using var kept = scanned?.Kept;
        faults.ThrowIfAny();
        NamedSplitRules.Check(spec, [.. scanned!.Parts.Select(part => part.Split)], faults);
        faults.ThrowIfAny();
        var plans = Plans();
        faults.ThrowIfAny();
        var scaling = spec.Normalise is Normalisation.None ? null : await new ScalingFit(spec.Normalise, scanned).Fit(Plans(), cancellation);

        // 2. Examples to splits.
        var writer = datasets.Create(dataset, version, scaling?.Of(scanned.Features) ?? scanned.Features, scaling?.Of(scanned.Target) ?? scanned.Target);
        try
        {
            foreach (var (part, plan) in plans)
                await foreach (var example in part.Read(cancellation))
                {
                    var split = plan.Next(example.Target);
                    await Add(writer, split, scaling?.Apply(example) ?? example, cancellation);
                }
            return await writer.Complete(time.GetUtcNow(), cancellation) with { SkippedExamples = scanned.Skipped };
        }
        catch
        {
            await datasets.Delete(dataset, version, CancellationToken.None);
            throw;
        }

        List<(ScannedPart Part, SplitPlan Plan)> Plans() => [.. scanned.Parts.Select(part => (part, SplitPlan.Create(spec, scanned.Target, part, faults)!))];
    }

    private static ValueTask Add(DatasetWriter writer, string split, ImportedExample example, CancellationToken cancellation) => example.Targets.IsEmpty
        ? writer.Add(split, example.Features, example.Target, cancellation)
        : writer.Add(split, example.Features.Span, MemoryMarshal.Cast<byte, float>(example.Targets.Span), cancellation);
}
