using System.Runtime.Versioning;
using DistributedDL.Learning.Native;

namespace DistributedDL.Learning.Tests.Native;

[SupportedOSPlatform("linux")]
public sealed class MarkedCopyTests : IDisposable
{
    private readonly NativeFiles _files = new();
    private readonly WeakVersionMark _mark;
    private readonly string _cache;

    public MarkedCopyTests()
    {
        _mark = WeakVersionMark.For(NativeFiles.LibTorchSharp, _files.OldLibstdcxx())!;
        _cache = Path.Combine(_files.Folder, "cache", "native");
    }

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Use_EmptyCache_WritesTheCopyForItsOwnerAlone()
    {
        var opened = new List<string>();

        var path = new MarkedCopy(_mark, _cache).Use(opened.Add);

        Assert.Equal([path], opened);
        Assert.Equal(_mark.Content, File.ReadAllBytes(path));
        Assert.Equal(_cache, Path.GetDirectoryName(path));
        Assert.Equal("rwx------", Mode(path));
        Assert.Equal("rwx------", Mode(_cache));
    }

    [Fact]
    public void Use_Again_KeepsTheFile()
    {
        var path = new MarkedCopy(_mark, _cache).Use(_ => { });
        var written = File.GetLastWriteTimeUtc(path);

        Assert.Equal(path, new MarkedCopy(_mark, _cache).Use(_ => { }));

        Assert.Equal(written, File.GetLastWriteTimeUtc(path));
        Assert.Equal([path], Directory.GetFiles(_cache));
    }

    [Fact]
    public void Use_CacheWithOtherContent_ReplacesIt()
    {
        var path = new MarkedCopy(_mark, _cache).Use(_ => { });
        File.WriteAllText(path, "not a library");

        new MarkedCopy(_mark, _cache).Use(_ => { });

        Assert.Equal(_mark.Content, File.ReadAllBytes(path));
    }

    [Fact]
    public async Task Use_ManyAtOnce_EachOpensTheWholeFile()
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() =>
        {
            var content = Array.Empty<byte>();
            new MarkedCopy(_mark, _cache).Use(path => content = File.ReadAllBytes(path));
            return content;
        })));

        Assert.All(opened, content => Assert.Equal(_mark.Content, content));
        Assert.Single(Directory.GetFiles(_cache));
    }

    [Fact]
    public void Use_CacheIsAFile_UsesATemporaryFolderAndRemovesIt()
    {
        File.WriteAllText(Path.Combine(_files.Folder, "cache"), "in the way");
        byte[] content = [];

        var path = new MarkedCopy(_mark, _cache).Use(p => content = File.ReadAllBytes(p));

        Assert.Equal(_mark.Content, content);
        Assert.False(File.Exists(path));
        Assert.False(Directory.Exists(Path.GetDirectoryName(path)));
    }

    [Fact]
    public void Use_CacheThatCannotBeRunFrom_UsesATemporaryFolder()
    {
        var opened = new List<string>();

        new MarkedCopy(_mark, _cache).Use(path =>
        {
            opened.Add(path);
            if (path.StartsWith(_cache, StringComparison.Ordinal)) throw new DllNotFoundException("failed to map segment");
        });

        Assert.Equal(2, opened.Count);
    }

    [Fact]
    public void Use_NowhereWorks_SaysBothReasons()
    {
        var fault = Assert.Throws<DllNotFoundException>(() => new MarkedCopy(_mark, _cache).Use(path => throw new DllNotFoundException($"no {path}")));

        Assert.Contains(_cache, fault.Message, StringComparison.Ordinal);
        Assert.Contains("temporary folder", fault.Message, StringComparison.Ordinal);
    }

    private static string Mode(string path)
    {
        var mode = File.GetUnixFileMode(path);
        return string.Concat("rwxrwxrwx".Select((c, i) => mode.HasFlag((UnixFileMode)(1 << (8 - i))) ? c : '-'));
    }
}
