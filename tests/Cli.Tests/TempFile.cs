namespace DistributedDL.Cli.Tests;

internal sealed class TempFile : IDisposable
{
    public TempFile(string text) : this(System.Text.Encoding.UTF8.GetBytes(text)) { }

    public TempFile(byte[] bytes) => File.WriteAllBytes(Path, bytes);

    public string Path { get; } = System.IO.Path.GetTempFileName();

    public void Dispose() => File.Delete(Path);
}
