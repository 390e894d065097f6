namespace DistributedDL.Learning.Native;

/// <summary>Which natives a process runs on.</summary>
/// <param name="LibTorchSharp">The file that was loaded; null where TorchSharp looked for itself.</param>
/// <param name="Marked">True when that file is a copy with a weak version need (see the README of this folder).</param>
public sealed record NativeLoadReport(string? LibTorchSharp, bool Marked)
{
    internal static NativeLoadReport LeftToTorchSharp { get; } = new(null, false);
}
