using System.Diagnostics;
using DistributedDL.Bench.Harness;

namespace DistributedDL.Bench.Import;

/// <summary>
/// The import of stored files into a data set version, in memory and time, against a program that reads the same files and keeps nothing.
/// </summary>
internal sealed class ImportBenchmark(IImportCase form) : IBenchmark
{
    public static ImportBenchmark Idx { get; } = new(new IdxCase());

    public static ImportBenchmark Jpeg { get; } = new(new JpegCase());

    public IImportCase Form => form;

    public string Name => $"import/{form.Name}";

    public async Task<IReadOnlyList<Measurement>> Run(BenchSettings settings)
    {
        var folder = Directory.CreateTempSubdirectory("ddl-bench-files-").FullName;
        try
        {
            var examples = settings.Quick ? form.Examples / 5 : form.Examples;
            var files = form.Write(folder, examples);
            var speed = await Rounds.Run(settings.Quick ? 2 : 5,
                () => Task.FromResult(examples / Plainly(files).TotalSeconds),
                async () => examples / (await ImportRun.Time(form.Spec, files)).TotalSeconds);
            var memory = await Rounds.Run(settings.Quick ? 1 : 3, () => ImportMemory.Measure(form, true, files), () => ImportMemory.Measure(form, false, files));
            return
            [
                Measurement.OfRates(Name, "examples/s", speed),
                Measurement.OfCosts($"{Name}/peak-memory", "MiB", [.. memory.Select(round => new Round(round.Baseline.Resident, round.Ours.Resident))]),
                Measurement.OfCosts($"{Name}/peak-managed", "MiB", [.. memory.Select(round => new Round(round.Baseline.Managed, round.Ours.Managed))]),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private TimeSpan Plainly(IReadOnlyList<string> files)
    {
        var begun = Stopwatch.GetTimestamp();
        form.ReadPlainly(files);
        return Stopwatch.GetElapsedTime(begun);
    }
}
