using DistributedDL.Learning.Native;

namespace DistributedDL.Learning.Tests.Native;

public sealed class WeakVersionMarkTests : IDisposable
{
    private readonly NativeFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void For_OldLibstdcxx_ChangesOneBitOfTheOneEntry()
    {
        var original = File.ReadAllBytes(NativeFiles.LibTorchSharp);

        var mark = WeakVersionMark.For(NativeFiles.LibTorchSharp, _files.OldLibstdcxx());

        Assert.NotNull(mark);
        Assert.Equal(original.Length, mark.Content.Length);
        var changed = Assert.Single(Enumerable.Range(0, original.Length), i => original[i] != mark.Content[i]);
        Assert.Equal(2, original[changed] ^ mark.Content[changed]);
        var weak = Assert.Single(VersionTables.Needs(new ElfFile("marked", mark.Content)), need => need.IsWeak);
        Assert.Equal(("libstdc++.so.6", "GLIBCXX_3.4.32"), (weak.Library, weak.Version));
    }

    [Fact]
    public void For_NewLibstdcxx_NothingToDo() =>
        Assert.Null(WeakVersionMark.For(NativeFiles.LibTorchSharp, _files.NewLibstdcxx()));

    [Fact]
    public void For_LibraryWithoutTheNeed_NothingToDo() =>
        Assert.Null(WeakVersionMark.For(NativeFiles.OtherLibrary, _files.OldLibstdcxx()));

    [Fact]
    public void For_MarkedLibrary_NothingToDo()
    {
        var mark = WeakVersionMark.For(NativeFiles.LibTorchSharp, _files.OldLibstdcxx())!;

        Assert.Null(WeakVersionMark.For(_files.Write("marked.so", mark.Content), _files.OldLibstdcxx()));
    }

    [Fact]
    public void For_OriginalFile_IsNotTouched()
    {
        var before = (File.GetLastWriteTimeUtc(NativeFiles.LibTorchSharp), File.ReadAllBytes(NativeFiles.LibTorchSharp));

        WeakVersionMark.For(NativeFiles.LibTorchSharp, _files.OldLibstdcxx());

        Assert.Equal(before.Item1, File.GetLastWriteTimeUtc(NativeFiles.LibTorchSharp));
        Assert.Equal(before.Item2, File.ReadAllBytes(NativeFiles.LibTorchSharp));
    }

    [Fact]
    public void For_LibstdcxxThatLacksMore_RefusesAndNamesAll()
    {
        var tooOld = _files.Write("too-old.so.6", File.ReadAllBytes(_files.OldLibstdcxx()).Renamed("GLIBCXX_3.4.30", "GLIBCXX_9.9.30"));

        var fault = Assert.Throws<DllNotFoundException>(() => WeakVersionMark.For(NativeFiles.LibTorchSharp, tooOld));

        Assert.Contains("GLIBCXX_3.4.30", fault.Message, StringComparison.Ordinal);
        Assert.Contains("GLIBCXX_3.4.32", fault.Message, StringComparison.Ordinal);
        Assert.Contains(tooOld, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void For_OtherSymbolOfTheVersion_RefusesAndNamesIt()
    {
        var other = File.ReadAllBytes(NativeFiles.LibTorchSharp).Renamed("_ZSt21ios_base_library_initv", "_ZSt21ios_base_library_other");

        var fault = Assert.Throws<DllNotFoundException>(() => WeakVersionMark.For(_files.Write("other.so", other), _files.OldLibstdcxx()));

        Assert.Contains("_ZSt21ios_base_library_other", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ElfTag.Relocations)]
    [InlineData(ElfTag.PltRelocations)]
    public void For_RelocationThatUsesTheSymbol_Refuses(long table)
    {
        var library = ElfFile.Read(NativeFiles.LibTorchSharp);
        var need = VersionTables.Needs(library).Single(n => n.Version == WeakVersionMark.Version);
        var symbol = Assert.Single(DynamicSymbols.WithVersion(library, need.Index));
        var info = library.Offset(library.Dynamic(table)!.Value) + 8;
        var used = library.Copy().With(info, ((ulong)symbol << 32) | (uint)library.UInt64(info));

        var fault = Assert.Throws<DllNotFoundException>(() => WeakVersionMark.For(_files.Write("used.so", used), _files.OldLibstdcxx()));

        Assert.Contains("uses _ZSt21ios_base_library_initv", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void For_MissingFile_SaysWhich()
    {
        var fault = Assert.Throws<DllNotFoundException>(() => WeakVersionMark.For(_files.Folder + "/absent.so", _files.OldLibstdcxx()));

        Assert.Contains("absent.so", fault.Message, StringComparison.Ordinal);
    }
}
