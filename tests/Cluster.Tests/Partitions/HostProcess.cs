using System.Diagnostics;
using System.Text;
using DistributedDL.Deployment.Processes;

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

    public static async Task<HostProcess> Start(IReadOnlyList<string> command, string directory, IReadOnlyDictionary<string, string> environment)
    {
        var process = await Spawner.Start(command, directory, environment);
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
