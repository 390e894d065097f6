using DistributedDL.Contracts.Datasets;

namespace DistributedDL.Silo.Datasets.Import.Csv;

/// <summary>Reads each file once; the first one says which column is what.</summary>
public sealed class CsvScan(ImportInput input)
{
    private readonly List<(PartTally Part, UploadedFile File)> _parts = [];
    private TargetTally? _tally;

    public CsvLayout? Layout { get; private set; }

    public IReadOnlyList<(PartTally Part, UploadedFile File)> Parts => _parts;

    public async Task Scan(UploadedFile file, CancellationToken cancellation)
    {
        await using var rows = await CsvRows.Open(input, file, input.Faults, cancellation);
        if (!await rows.Read(cancellation))
        {
            input.Faults.Add(file.FileName, "the file is empty");
            return;
        }
        var hasHeader = input.Spec.HasHeader ?? rows.HasNoNumber;
        if (CsvLayout.Resolve(input.Spec, file, rows.Texts(), hasHeader, input.Faults) is not { } layout) return;
        Layout ??= layout;
        if (layout.HasHeader != Layout.HasHeader || !layout.Names.SequenceEqual(Layout.Names))
        {
            input.Faults.Add(file.FileName, $"its columns ({string.Join(", ", layout.Names)}) are not those of '{_parts[0].File.FileName}' ({string.Join(", ", Layout.Names)})");
            return;
        }
        _tally ??= new TargetTally(Kind(layout), layout.TargetName, input.Spec.TestRows, input.Faults);
        var part = _tally.Begin(file.Split, file.FileName);
        _parts.Add((part, file));
        await Check(rows, layout, part, file.FileName, cancellation);
    }

    /// <returns>Null when no file could be read.</returns>
    public TargetEncoder? Resolve() => _tally?.Resolve();

    private async Task Check(CsvRows rows, CsvLayout layout, PartTally part, string file, CancellationToken cancellation)
    {
        var check = new CsvRowCheck(layout, input.Spec.WindowTarget is WindowTarget.EachNext, file, input.Faults);
        var count = 0L;
        if (!layout.HasHeader)
        {
            count++;
            check.Check(rows, part, _tally!);
        }
        while (await rows.Read(cancellation))
        {
            count++;
            check.Check(rows, part, _tally!);
        }
        if (count == 0) input.Faults.Add(file, "the file has a header only, and no example");
        else if (layout.WindowSteps > 0 && part.Examples == 0 && input.Faults.Found == 0)
            input.Faults.Add("window_steps", $"{layout.WindowSteps} steps and the target after them are longer than '{file}', which has {count} rows");
    }

    // A series of whole numbers is no list of classes unless the user says so.
    private TargetKind Kind(CsvLayout layout) =>
        layout.WindowSteps > 0 && input.Spec.Target is TargetKind.Infer ? TargetKind.Value : input.Spec.Target;
}
