using System.Text;
using DistributedDL.Learning.Native;

namespace DistributedDL.Learning.Tests.Native;

public sealed class DamagedElfTests : IDisposable
{
    private readonly NativeFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(500)]
    [InlineData(100_000)]
    [InlineData(260_000)]
    [InlineData(1_900_000)]
    public void For_TruncatedLibrary_Refuses(int length)
    {
        var cut = _files.Write("cut.so", File.ReadAllBytes(NativeFiles.LibTorchSharp)[..length]);

        var fault = Assert.Throws<DllNotFoundException>(() => WeakVersionMark.For(cut, _files.OldLibstdcxx()));

        Assert.Contains(cut, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, 1, "64-bit little-endian")]
    [InlineData(5, 2, "64-bit little-endian")]
    [InlineData(16, 1, "shared object for x86-64")]
    [InlineData(18, 183, "shared object for x86-64")]
    [InlineData(54, 32, "program headers of 32 bytes")]
    [InlineData(0, 0, "not an ELF file")]
    public void Constructor_OtherHeader_SaysWhatIsWrong(int offset, byte value, string message)
    {
        var altered = File.ReadAllBytes(NativeFiles.LibTorchSharp).With(offset, value);

        var fault = Assert.Throws<BadImageFormatException>(() => new ElfFile("altered", altered));

        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void For_TextFile_Refuses()
    {
        var text = _files.Write("text.so", Encoding.ASCII.GetBytes(new string('x', 1000)));

        var fault = Assert.Throws<DllNotFoundException>(() => WeakVersionMark.For(text, _files.OldLibstdcxx()));

        Assert.Contains("not an ELF file", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void For_DamagedLibstdcxx_Refuses()
    {
        var cut = _files.Write("cut-libstdc++.so.6", NativeFiles.SystemLibstdcxx()[..200_000]);

        Assert.Throws<DllNotFoundException>(() => WeakVersionMark.For(NativeFiles.LibTorchSharp, cut));
    }

    [Fact]
    public void For_RandomDamageOfTheTables_EndsWithAMarkOrARefusal()
    {
        var original = File.ReadAllBytes(NativeFiles.LibTorchSharp);
        var library = new ElfFile("original", original);
        var tables = new[] { ElfTag.VersionNeeds, ElfTag.SymbolVersions, ElfTag.GnuHash }.Select(tag => (int)library.Offset(library.Dynamic(tag)!.Value)).ToArray();
        var random = new Random(7);
        var path = _files.Folder + "/damaged.so";
        var old = _files.OldLibstdcxx();
        var refusals = 0;
        for (var round = 0; round < 150; round++)
        {
            var damaged = (byte[])original.Clone();
            var start = round % 4 == 0 ? 0 : tables[random.Next(tables.Length)];
            for (var i = 0; i < 8; i++) damaged[start + random.Next(700)] = (byte)random.Next(256);
            File.WriteAllBytes(path, damaged);

            var fault = Record.Exception(() => { WeakVersionMark.For(path, old); });

            Assert.True(fault is null or DllNotFoundException, $"round {round}: {fault}");
            if (fault is not null) refusals++;
        }
        Assert.InRange(refusals, 30, 149);
    }
}
