using System.Collections.Concurrent;
using System.Diagnostics;

namespace DistributedDL.Deployment.Processes;

/// <summary>
/// Starts processes that do not outlive this one, even when it is killed: the kernel kills them when the thread that started them ends
/// (<c>PR_SET_PDEATHSIG</c>, see prctl(2)), hence a thread that lives as long as the process. Each gets a session of its own, so that
/// Ctrl-C in the terminal reaches this process alone, which then ends them in order.
/// </summary>
internal static class Spawner
{
    private static readonly BlockingCollection<(ProcessStartInfo Info, TaskCompletionSource<Process> Started)> Wanted = Begin();

    public static Task<Process> Start(IReadOnlyList<string> command, string directory, IReadOnlyDictionary<string, string> environment)
    {
        // Both replace themselves by what follows: the process id stays the same.
        var info = new ProcessStartInfo("setpriv", ["--pdeathsig", "KILL", "setsid", .. command])
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var inherited in info.Environment.Keys.Where(IsSetting).ToList()) info.Environment.Remove(inherited);
        foreach (var (name, value) in environment) info.Environment[name] = value;
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Wanted.Add((info, started));
        return started.Task;
    }

    // Settings of the shell would win over appsettings, and are not the compose file's.
    private static bool IsSetting(string name) => name.Contains("__", StringComparison.Ordinal) || name == "DDL_SERVER";

    private static BlockingCollection<(ProcessStartInfo, TaskCompletionSource<Process>)> Begin()
    {
        var wanted = new BlockingCollection<(ProcessStartInfo Info, TaskCompletionSource<Process> Started)>();
        new Thread(() =>
        {
            foreach (var (info, started) in wanted.GetConsumingEnumerable())
            {
                try
                {
                    started.SetResult(Process.Start(info)!);
                }
                catch (Exception e)
                {
                    started.SetException(e);
                }
            }
        }) { IsBackground = true, Name = "Spawner" }.Start();
        return wanted;
    }
}
