using System.ComponentModel;
using System.Runtime.InteropServices;

namespace DistributedDL.Deployment.Processes;

/// <summary>POSIX signals, by the numbers of Linux.</summary>
internal static partial class Signal
{
    public const int Kill = 9, Terminate = 15, Continue = 18, Stop = 19;

    private const int NoSuchProcess = 3;

    /// <returns>False when the process is gone.</returns>
    /// <exception cref="Win32Exception">The process is not ours, or there is no such signal.</exception>
    public static bool Send(int process, int signal)
    {
        if (SendSignal(process, signal) == 0) return true;
        var error = Marshal.GetLastPInvokeError();
        return error == NoSuchProcess ? false : throw new Win32Exception(error, $"cannot send signal {signal} to process {process}");
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);
}
