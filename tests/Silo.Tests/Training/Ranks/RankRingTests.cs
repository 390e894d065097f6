using DistributedDL.Silo.Training.Ranks;

namespace DistributedDL.Silo.Tests.Training.Ranks;

public sealed class RankRingTests
{
    private const int Written = 0, Read = 1;

    private readonly long[] _positions = GC.AllocateArray<long>(2, pinned: true);
    private readonly byte[] _bytes = GC.AllocateArray<byte>(1000, pinned: true);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(999)]
    [InlineData(1000)]
    public void Bytes_ComeOutInTheirOrder_OverTheEndAgainAndAgain(int step)
    {
        var ring = Ring();
        var expected = (byte)0;
        for (var round = 0; round < 50; round++)
        {
            var given = Enumerable.Range(round * step, step).Select(value => (byte)value).ToArray();
            Assert.Equal(step, ring.Write(given));

            var taken = new byte[step];
            Assert.Equal(step, ring.Read(taken));
            Assert.All(taken, value => Assert.Equal(expected++, value));
        }
    }

    [Fact]
    public void Full_TakesWhatThereIsRoomFor_AndEmptyGivesNothing()
    {
        var ring = Ring();

        Assert.Equal(0, ring.Read(new byte[5]));
        Assert.Equal(1000, ring.Write(new byte[1200]));
        Assert.Equal(0, ring.Write(new byte[1]));
        Assert.Equal(300, ring.Read(new byte[300]));
        Assert.Equal(300, ring.Write(new byte[1200]));
        Assert.Equal(1000, ring.Read(new byte[1200]));
        Assert.Equal(0, ring.Read(new byte[5]));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(1001, 0)]
    [InlineData(0, 1)]
    [InlineData(5, -5)]
    [InlineData(long.MaxValue, 0)]
    [InlineData(long.MinValue, long.MaxValue)]
    public void PositionsOfTheOtherSideThatCannotBe_AreRefused(long written, long read)
    {
        (_positions[Written], _positions[Read]) = (written, read);

        Assert.Equal(-1, Ring().Write(new byte[2000]));
        Assert.Equal(-1, Ring().Read(new byte[2000]));
    }

    private unsafe RankRing Ring()
    {
        fixed (long* positions = _positions)
        fixed (byte* bytes = _bytes) return new RankRing(positions + Written, positions + Read, bytes, _bytes.Length);
    }
}
