namespace DistributedDL.Learning.Native;

/// <summary>Loads libtorch, once a process, before any use of TorchSharp.</summary>
public static class Libtorch
{
    /// <summary>Loads the natives, with the repair for an older libstdc++ where it is needed; later calls do nothing.</summary>
    /// <exception cref="DllNotFoundException">The natives are missing or cannot be loaded; says which file and why.</exception>
    public static void Load() => throw new NotImplementedException();
}
