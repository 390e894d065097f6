using System.ComponentModel;
using System.Runtime.InteropServices;

namespace DistributedDL.Deployment.Processes;

/// <summary>POSIX signals, by the numbers of Linux.</summary>
internal static partial class Signal
{
    public const int Kill = 9, Terminate = 15, Continue = 18, Stop = 19;

    /// <exception cref="Win32Exception">The process is not there, or not ours.</exception>
    public static void Send(int process, int signal)
    {
        if (SendSignal(process, signal) != 0) throw new Win32Exception(Marshal.GetLastPInvokeError(), $"cannot send signal {signal} to process {process}");
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);
}
