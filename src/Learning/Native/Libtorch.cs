using TorchSharp;

namespace DistributedDL.Learning.Native;

/// <summary>Loads libtorch, once a process, before any use of TorchSharp.</summary>
public static class Libtorch
{
    private static readonly Lazy<NativeLoadReport> Loaded = new(LoadOnce, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>What the first call of <see cref="Load"/> did; loads when nobody has yet.</summary>
    /// <exception cref="DllNotFoundException">As <see cref="Load"/>.</exception>
    public static NativeLoadReport Report => Loaded.Value;

    /// <summary>
    /// Loads the natives, with the repair for an older libstdc++ where it is needed, and sets one intra-op thread:
    /// the engine computes on the thread that calls it, and parallelism comes from lanes. Later calls do nothing.
    /// </summary>
    /// <exception cref="DllNotFoundException">The natives are missing or cannot be loaded; says which file and why.</exception>
    public static void Load() => _ = Loaded.Value;

    private static NativeLoadReport LoadOnce()
    {
        var report = OperatingSystem.IsLinux() && Environment.Is64BitProcess
            ? LinuxNatives.Load(NativeFolder.Find(AppContext.BaseDirectory))
            : NativeLoadReport.LeftToTorchSharp;
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
            torch.set_num_threads(1);
        }
        catch (Exception e) when (e is NotSupportedException or DllNotFoundException or TypeInitializationException)
        {
            throw new DllNotFoundException($"TorchSharp does not find libtorch: {e.Message}", e);
        }
        return report;
    }
}
