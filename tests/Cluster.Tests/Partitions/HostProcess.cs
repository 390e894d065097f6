using System.Diagnostics;
using System.Text;

namespace DistributedDL.Cluster.Tests.Partitions;

/// <summary>A program of a test, ended with it.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<string> _firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;

    private HostProcess(Process process) => _process = process;

    /// <summary>The first line on standard output.</summary>
    public Task<string> FirstLine => _firstLine.Task;

    public bool IsRunning => !_process.HasExited;

    /// <summary>Standard output and standard error so far.</summary>
    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    public static HostProcess Start(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment)
    {
        // The kernel ends it with this process, however that ends.
        var info = new ProcessStartInfo("setpriv", ["--pdeathsig", "KILL", .. command]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in environment) info.Environment[name] = value;
        var process = Process.Start(info)!;
        var started = new HostProcess(process);
        process.OutputDataReceived += (_, line) => started.Take(line.Data, isOutput: true);
        process.ErrorDataReceived += (_, line) => started.Take(line.Data, isOutput: false);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return started;
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }

    private void Take(string? line, bool isOutput)
    {
        if (line is null) return;
        lock (_output) _output.AppendLine(line);
        if (isOutput) _firstLine.TrySetResult(line);
    }
}
