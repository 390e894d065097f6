using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Tensors;
using DistributedDL.Silo.Checkpoints;

namespace DistributedDL.Silo.Tests.Checkpoints;

public sealed class CheckpointFolderTests(SharedSilo shared)
{
    [Fact]
    public async Task KeepOnly_OfAnOlderWriter_LeavesWhatItsSuccessorWrote()
    {
        var folder = Folder("frozen");
        var before = await folder.Save(Tensors(1), position: 1, writer: 1);
        var own = await folder.Save(Tensors(2), position: 2, writer: 1);
        // Frozen here, and taken over: the successor stores the same bits as one of those, and others.
        var same = await folder.Save(Tensors(1), position: 1, writer: 2);
        var newer = await folder.Save(Tensors(3), position: 3, writer: 2);

        await folder.KeepOnly(own);

        await Assert.ThrowsAsync<CorruptBlobException>(() => folder.Load(before));
        foreach (var kept in new[] { own, same, newer }) await folder.Load(kept);
    }

    [Fact]
    public async Task KeepOnly_OfTheSuccessor_RemovesTheOlderWriters()
    {
        var folder = Folder("successor");
        var oldest = await folder.Save(Tensors(1), position: 1, writer: 0);
        var older = await folder.Save(Tensors(2), position: 2, writer: 1);
        var own = await folder.Save(Tensors(3), position: 3, writer: 2);

        await folder.KeepOnly(own);

        await Assert.ThrowsAsync<CorruptBlobException>(() => folder.Load(oldest));
        await Assert.ThrowsAsync<CorruptBlobException>(() => folder.Load(older));
        await folder.Load(own);
    }

    [Fact]
    public async Task Load_ByDigest_FindsItWhoeverWroteIt()
    {
        var folder = Folder("digest");
        var pointer = await folder.Save(Tensors(5), position: 4, writer: 7);

        Assert.Equal(Tensors(5)[0].Data.ToArray(), (await folder.Load(pointer.Sha256))[0].Data.ToArray());
    }

    private CheckpointFolder Folder(string run) => shared.Silo.Get<CheckpointFolders>().OfRun($"checkpoint-folder-{run}");

    private static NamedTensor[] Tensors(byte value) => [new("t", ElementType.U8, [1], new[] { value })];
}
