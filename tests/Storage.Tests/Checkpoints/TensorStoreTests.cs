using System.Security.Cryptography;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Checkpoints;
using DistributedDL.Storage.Tensors;

namespace DistributedDL.Storage.Tests.Checkpoints;

public sealed class TensorStoreTests : IDisposable
{
    private static readonly NamedTensor[] Tensors =
    [
        new("w", ElementType.F32, [2, 2], new byte[] { 0, 0, 128, 63, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 }),
        new("step", ElementType.I64, [], new byte[] { 7, 0, 0, 0, 0, 0, 0, 0 }),
    ];

    private readonly StoreFixture _fixture = new();

    private TensorStore Snapshots => new(_fixture.Store, "snapshots");

    [Fact]
    public async Task Save_ThenLoad_GivesTheTensors()
    {
        var digest = await Snapshots.Save(Tensors);
        var loaded = await Snapshots.Load(digest);
        Assert.Equal(Tensors.Select(t => (t.Name, t.ElementType, Convert.ToHexString(t.Data.Span))), loaded.Select(t => (t.Name, t.ElementType, Convert.ToHexString(t.Data.Span))));
        Assert.Equal(Tensors.Select(t => t.Shape), loaded.Select(t => t.Shape));
    }

    [Fact]
    public async Task Save_Digest_IsThatOfTheFileAndOfDigest()
    {
        using var bytes = new MemoryStream();
        Safetensors.Write(bytes, Tensors);
        var digest = await Snapshots.Save(Tensors);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray())), digest);
        Assert.Equal(TensorStore.Digest(Tensors), digest);
        Assert.Equal(bytes.ToArray(), await _fixture.Store.ReadAll($"snapshots/{digest}.safetensors"));
    }

    [Fact]
    public async Task Save_Again_WritesNothing()
    {
        var digest = await Snapshots.Save(Tensors);
        var first = await _fixture.Store.GetProperties(Snapshots.BlobOf(digest));
        Assert.Equal(digest, await Snapshots.Save(Tensors));
        Assert.Equal(first, await _fixture.Store.GetProperties(Snapshots.BlobOf(digest)));
    }

    [Fact]
    public async Task Load_EditedFile_ThrowsNamingTheBlob()
    {
        var digest = await Snapshots.Save(Tensors);
        var path = _fixture.PathOf(Snapshots.BlobOf(digest));
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[^3] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
        var thrown = await Assert.ThrowsAsync<CorruptBlobException>(() => Snapshots.Load(digest));
        Assert.Equal($"snapshots/{digest}.safetensors", thrown.Blob);
    }

    [Fact]
    public async Task Load_TruncatedFile_ThrowsUntilSavedAgain()
    {
        var digest = await Snapshots.Save(Tensors);
        var path = _fixture.PathOf(Snapshots.BlobOf(digest));
        await File.WriteAllBytesAsync(path, (await File.ReadAllBytesAsync(path))[..20]);
        await Assert.ThrowsAsync<CorruptBlobException>(() => Snapshots.Load(digest));
        await Snapshots.Save(Tensors);
        Assert.Equal(2, (await Snapshots.Load(digest)).Count);
    }

    [Fact]
    public async Task Load_NotThere_ThrowsNotFound() =>
        await Assert.ThrowsAsync<BlobNotFoundException>(() => Snapshots.Load(new string('0', 64)));

    [Theory]
    [InlineData("")]
    [InlineData("../../etc/passwd")]
    [InlineData("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    public async Task Load_NotADigest_ThrowsArgument(string digest) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Snapshots.Load(digest));

    [Fact]
    public async Task Delete_Digest_IsGone()
    {
        var digest = await Snapshots.Save(Tensors);
        await Snapshots.Delete(digest);
        await Snapshots.Delete(digest);
        Assert.Empty(await _fixture.Names());
    }

    public void Dispose() => _fixture.Dispose();
}
