using System.Diagnostics;

namespace DistributedDL.Bench.Processes;

internal static class CommandTime
{
    /// <summary>Wall time of a command from start to exit, in milliseconds.</summary>
    /// <exception cref="InvalidOperationException">It exits with another code than 0.</exception>
    public static async Task<double> Milliseconds(string program, IEnumerable<string> arguments, string? server = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (server is not null) start.Environment["DDL_SERVER"] = server;
        var begun = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        var elapsed = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        await output;
        return process.ExitCode == 0 ? elapsed : throw new InvalidOperationException($"{program} ended with code {process.ExitCode}: {await errors}");
    }
}
