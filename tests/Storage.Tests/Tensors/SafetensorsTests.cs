using System.Runtime.InteropServices;
using System.Text;
using CsCheck;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Storage.Tensors;
using DistributedDL.Tests.Shared;

namespace DistributedDL.Storage.Tests.Tensors;

public sealed class SafetensorsTests
{
    // Written by Golden/make_golden.py with numpy.
    private static readonly byte[] Golden = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Tensors/Golden/golden.safetensors"));

    [Fact]
    public void Read_FileOfPython_GivesItsValues()
    {
        var file = Safetensors.Read(Golden);
        Assert.Equal(["layer.0.weight", "layer.0.bias", "half", "double", "steps", "pixels", "empty"], file.Tensors.Select(t => t.Name));
        var byName = file.Tensors.ToDictionary(t => t.Name);
        Assert.Equal([2, 3], byName["layer.0.weight"].Shape);
        Assert.Equal([0f, 1 / 7f, 2 / 7f, 3 / 7f, 4 / 7f, 5 / 7f], As<float>(byName["layer.0.weight"]));
        Assert.Equal([BitConverter.SingleToInt32Bits(-0f), 0x7f800000, 1], As<int>(byName["layer.0.bias"]));
        Assert.Equal([(Half)0.5f, Half.MinValue], As<Half>(byName["half"]));
        Assert.Empty(byName["double"].Shape);
        Assert.Equal([Math.PI], As<double>(byName["double"]));
        Assert.Equal([long.MinValue, long.MaxValue], As<long>(byName["steps"]));
        Assert.Equal([4, 4, 16], byName["pixels"].Shape);
        Assert.Equal(Enumerable.Range(0, 256).Select(i => (byte)i), byName["pixels"].Data.ToArray());
        Assert.Equal((ElementType.F32, 0), (byName["empty"].ElementType, byName["empty"].Data.Length));
        Assert.Equal(new Dictionary<string, string> { ["format"] = "pt", ["naïve \"key\""] = "ü\n" }, file.Metadata);
    }

    [Fact]
    public void Write_WhatPythonWrote_GivesItsBytes()
    {
        var file = Safetensors.Read(Golden);
        Assert.Equal(Golden, Write(file.Tensors, file.Metadata));
    }

    [Fact]
    public void Write_MetadataInAnotherOrder_GivesEqualBytes() => Assert.Equal(
        Write([], new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" }),
        Write([], new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" }));

    [Fact]
    public void Write_ThenRead_GivesAnyTensors() => Gen.Select(
            Gen.String[1, 20], Gen.Enum<ElementType>(), Gen.Long[0, 5].Array[0, 4], Gen.Int)
        .Array[0, 6]
        .SampleSeeded(300, drafts =>
        {
            var tensors = drafts.DistinctBy(d => d.Item1).Where(d => IsUnicode(d.Item1)).Select(d =>
            {
                var data = new byte[SafetensorsLayout.DataBytes(d.Item2, d.Item3)!.Value];
                new Random(d.Item4).NextBytes(data);
                return new NamedTensor(d.Item1, d.Item2, d.Item3, data);
            }).ToList();
            var bytes = Write(tensors);
            var read = Safetensors.Read(bytes).Tensors.ToDictionary(t => t.Name);
            Assert.Equal(tensors.Count, read.Count);
            foreach (var t in tensors)
            {
                Assert.Equal((t.ElementType, Convert.ToHexString(t.Data.Span)), (read[t.Name].ElementType, Convert.ToHexString(read[t.Name].Data.Span)));
                Assert.Equal(t.Shape, read[t.Name].Shape);
            }
            Assert.Equal(0, (8 + BitConverter.ToInt64(bytes)) % 64);
        });

    [Fact]
    public void Write_WrongTensors_ThrowsNamingEveryFault()
    {
        var thrown = Assert.Throws<ArgumentException>(() => Write(
        [
            new("a", ElementType.F32, [2], new byte[7]),
            new("a", ElementType.U8, [1], new byte[1]),
            new("__metadata__", ElementType.U8, [-1], new byte[1]),
        ]));
        foreach (var part in new[] { "'a': 7 bytes of data are not F32 [2]", "'a' is there twice", "'__metadata__' is reserved", "U8 [-1]" })
            Assert.Contains(part, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EveryTruncation_ThrowsInvalidData()
    {
        for (var length = 0; length < Golden.Length; length++) Assert.Throws<InvalidDataException>(() => Safetensors.Read(Golden.AsMemory(0, length)));
    }

    [Fact]
    public void Read_EveryBitFlipped_ReadsOrThrowsInvalidData()
    {
        for (var bit = 0; bit < Golden.Length * 8; bit++)
        {
            var flipped = Golden.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            ReadsOrThrowsInvalidData(flipped);
        }
    }

    [Fact]
    public void Read_RandomDamage_ReadsOrThrowsInvalidData() =>
        Gen.Select(Gen.Int[0, Golden.Length - 1], Gen.Byte).Array[1, 12].SampleSeeded(5000, edits =>
        {
            var bytes = Golden.ToArray();
            foreach (var (at, value) in edits) bytes[at] = value;
            ReadsOrThrowsInvalidData(bytes);
        });

    [Theory]
    [InlineData("""{"a":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}""", 4, "BF16")]
    [InlineData("""{"a":{"dtype":"3","shape":[1],"data_offsets":[0,4]}}""", 4, "dtype '3'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "'a'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}""", 6, "'b' begins at byte 2")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "begins at byte 0")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "begins at byte 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8, "the file has 8")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 4, "not within the 4 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "[4, 0]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}""", 4, "[-4, 0]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", 4, "[0]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,4]}}""", 4, "F32 [3] does not have 4 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "[-1]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296,4294967296],"data_offsets":[0,0]}}""", 0, "does not have 0 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904],"data_offsets":[0,0]}}""", 0, "does not have 0 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,0]}}""", 0, "9223372036854775808")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4, "1.5")]
    [InlineData("""{"a":{"dtype":"F32","shape":1,"data_offsets":[0,4]}}""", 4, "")]
    [InlineData("""{"a":{"dtype":"F32","data_offsets":[0,4]}}""", 4, "'a' has no shape")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"more":1}}""", 4, "'more'")]
    [InlineData("""{"a":{"dtype":7,"shape":[1],"data_offsets":[0,4]}}""", 4, "")]
    [InlineData("""{"a":null}""", 0, "")]
    [InlineData("""{"__metadata__":{"k":1}}""", 0, "")]
    [InlineData("""{"__metadata__":{"k":null}}""", 0, "'k'")]
    [InlineData("""{"a":[[[[[[[[[[[[1]]]]]]]]]]]]}""", 0, "")]
    [InlineData("""{"\ud800":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", 0, "")]
    [InlineData("[]", 0, "'{'")]
    [InlineData("{", 0, "")]
    [InlineData("{}{}", 0, "")]
    [InlineData("", 0, "")]
    public void Read_HostileHeader_ThrowsInvalidDataSayingWhy(string header, int data, string says) =>
        Assert.Contains(says, Assert.Throws<InvalidDataException>(() => Safetensors.Read(File_(header, data))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(100_000_001UL)]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 63)]
    public void Read_HeaderLengthAboveTheBound_Throws(ulong length) =>
        Assert.Contains("at most 100000000", Assert.Throws<InvalidDataException>(() => Safetensors.Read(BitConverter.GetBytes(length))).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_HeaderNotUtf8_Throws()
    {
        var bytes = File_("""{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""", 0);
        bytes[10] = 0xff;
        Assert.Contains("UTF-8", Assert.Throws<InvalidDataException>(() => Safetensors.Read(bytes)).Message, StringComparison.Ordinal);
    }

    private static byte[] File_(string header, int data) =>
        [.. BitConverter.GetBytes((long)Encoding.UTF8.GetByteCount(header)), .. Encoding.UTF8.GetBytes(header), .. new byte[data]];

    private static void ReadsOrThrowsInvalidData(byte[] bytes)
    {
        try
        {
            foreach (var tensor in Safetensors.Read(bytes).Tensors)
                Assert.Equal(SafetensorsLayout.DataBytes(tensor.ElementType, tensor.Shape), tensor.Data.Length);
        }
        catch (InvalidDataException)
        {
            // The one exception that a reader of hostile files need expect.
        }
    }

    private static byte[] Write(IReadOnlyList<NamedTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        using var to = new MemoryStream();
        Safetensors.Write(to, tensors, metadata);
        return to.ToArray();
    }

    private static T[] As<T>(NamedTensor tensor) where T : struct => MemoryMarshal.Cast<byte, T>(tensor.Data.Span).ToArray();

    private static bool IsUnicode(string name) => name.EnumerateRunes().All(r => r != Rune.ReplacementChar);
}
