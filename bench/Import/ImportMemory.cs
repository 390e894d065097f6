using System.Diagnostics;
using System.Globalization;

namespace DistributedDL.Bench.Import;

/// <summary>What an import takes of memory, by one that is all a process does.</summary>
internal static class ImportMemory
{
    public const string Command = "import-memory";

    private const double MiB = 1 << 20;
    private static readonly TimeSpan SampleInterval = TimeSpan.FromMilliseconds(5);

    /// <summary>Highest resident memory of a fresh process, and its highest managed memory, in MiB.</summary>
    public static async Task<(double Resident, double Managed)> Measure(IImportCase form, bool plain, IReadOnlyList<string> files)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ddl-bench.dll"), Command, form.Name, plain ? "plain" : "ours", .. files]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"the import of {form.Name} ended with code {process.ExitCode}");
        var figures = output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(figure => double.Parse(figure, CultureInfo.InvariantCulture)).ToArray();
        return (figures[0], figures[1]);
    }

    /// <summary>In the process of its own: writes resident and managed memory, and the seconds it took.</summary>
    public static async Task<int> Run(IImportCase form, bool plain, IReadOnlyList<string> files)
    {
        var managed = 0L;
        var begun = Stopwatch.GetTimestamp();
        await using (TimeProvider.System.CreateTimer(_ => managed = Math.Max(managed, GC.GetTotalMemory(false)), null, SampleInterval, SampleInterval))
        {
            if (plain) form.ReadPlainly(files);
            else await ImportRun.Time(form.Spec, files);
        }
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(FormattableString.Invariant($"{self.PeakWorkingSet64 / MiB:0.0} {managed / MiB:0.0} {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.000}"));
        return 0;
    }
}
