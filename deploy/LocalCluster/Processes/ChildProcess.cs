using System.Diagnostics;

namespace DistributedDL.Deployment.Processes;

/// <summary>One run of a service: its process, and its output in a log file.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly StreamWriter _log;
    private readonly TaskCompletionSource<string> _firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private int _isExpected;

    private ChildProcess(Process process, string logFile)
    {
        _process = process;
        _log = new StreamWriter(new FileStream(logFile, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        Ended = RunToEnd();
    }

    public int Id => _process.Id;

    public bool IsRunning => !_process.HasExited;

    /// <summary>The first line of standard output; never completes when the process ends without one.</summary>
    public Task<string> FirstLine => _firstLine.Task;

    /// <summary>The exit code, once it has ended and its log is written.</summary>
    public Task<int> Ended { get; }

    /// <summary>Nobody has asked it to end.</summary>
    public bool EndsByItself => Volatile.Read(ref _isExpected) == 0;

    public static async Task<ChildProcess> Start(IReadOnlyList<string> command, string directory, IReadOnlyDictionary<string, string> environment, string logFile) =>
        new(await Spawner.Start(command, directory, environment), logFile);

    /// <summary>Nothing where it has ended, or does so meanwhile.</summary>
    public void Send(int signal)
    {
        if (!_process.HasExited) Signal.Send(_process.Id, signal);
    }

    /// <summary>SIGKILL; returns when it is gone.</summary>
    public Task<int> Kill()
    {
        Volatile.Write(ref _isExpected, 1);
        if (!_process.HasExited) _process.Kill();
        return Ended;
    }

    /// <summary>SIGTERM, and SIGKILL when it takes longer than the limit.</summary>
    public async Task<int> Stop(TimeSpan limit, TimeProvider time)
    {
        Volatile.Write(ref _isExpected, 1);
        Send(Signal.Continue);
        Send(Signal.Terminate);
        try
        {
            return await Ended.WaitAsync(limit, time);
        }
        catch (TimeoutException)
        {
            return await Kill();
        }
    }

    private async Task<int> RunToEnd()
    {
        await Task.WhenAll(Copy(_process.StandardOutput, isOutput: true), Copy(_process.StandardError, isOutput: false), _process.WaitForExitAsync());
        await _log.DisposeAsync();
        return _process.ExitCode;
    }

    private async Task Copy(StreamReader reader, bool isOutput)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (_gate) _log.WriteLine(line);
            if (isOutput) _firstLine.TrySetResult(line);
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }
}
