using System.Diagnostics;

namespace DistributedDL.Deployment.Processes;

/// <summary>One run of a service: its process, and its output in a log file.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process process;
    private readonly StreamWriter log;
    private readonly TaskCompletionSource<string> firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private int isExpected;

    private ChildProcess(Process process, string logFile)
    {
        this.process = process;
        log = new StreamWriter(new FileStream(logFile, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        Ended = RunToEnd();
    }

    public int Id => process.Id;

    public bool IsRunning => !process.HasExited;

    /// <summary>The first line of standard output; never completes when the process ends without one.</summary>
    public Task<string> FirstLine => firstLine.Task;

    /// <summary>The exit code, once it has ended and its log is written.</summary>
    public Task<int> Ended { get; }

    /// <summary>Nobody has asked it to end.</summary>
    public bool EndsByItself => Volatile.Read(ref isExpected) == 0;

    public static async Task<ChildProcess> Start(IReadOnlyList<string> command, string directory, IReadOnlyDictionary<string, string> environment, string logFile) =>
        new(await Spawner.Start(command, directory, environment), logFile);

    public void Send(int signal)
    {
        if (process.HasExited) return;
        Signal.Send(process.Id, signal);
    }

    /// <summary>SIGKILL; returns when it is gone.</summary>
    public Task<int> Kill()
    {
        Volatile.Write(ref isExpected, 1);
        if (!process.HasExited) process.Kill();
        return Ended;
    }

    /// <summary>SIGTERM, and SIGKILL when it takes longer than the limit.</summary>
    public async Task<int> Stop(TimeSpan limit, TimeProvider time)
    {
        Volatile.Write(ref isExpected, 1);
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
        await Task.WhenAll(Copy(process.StandardOutput, isOutput: true), Copy(process.StandardError, isOutput: false), process.WaitForExitAsync());
        await log.DisposeAsync();
        return process.ExitCode;
    }

    private async Task Copy(StreamReader reader, bool isOutput)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (gate) log.WriteLine(line);
            if (isOutput) firstLine.TrySetResult(line);
        }
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }
}
