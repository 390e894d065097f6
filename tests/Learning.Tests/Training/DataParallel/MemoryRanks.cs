using System.Runtime.ExceptionServices;
using DistributedDL.Learning.Training.DataParallel;

namespace DistributedDL.Learning.Tests.Training.DataParallel;

/// <summary>Ranks that are threads of this process and meet in memory. When one throws, the others lose it.</summary>
internal sealed class MemoryRanks : IDisposable
{
    private readonly Barrier _barrier;
    private readonly CancellationTokenSource _lost = new();
    private readonly float[][] _values;
    private readonly byte[][] _payloads;

    private MemoryRanks(int worldSize) => (_barrier, _values, _payloads) = (new Barrier(worldSize), new float[worldSize][], new byte[worldSize][]);

    /// <summary>Runs a body a rank and gives their results in the order of ranks.</summary>
    public static T[] Run<T>(int worldSize, Func<ICollective, T> body)
    {
        using var ranks = new MemoryRanks(worldSize);
        var results = new T[worldSize];
        var failures = new Exception?[worldSize];
        var threads = Enumerable.Range(0, worldSize).Select(rank => new Thread(() =>
        {
            try
            {
                results[rank] = body(new Member(ranks, rank, worldSize));
            }
            catch (Exception e)
            {
                failures[rank] = e;
                ranks._lost.Cancel();
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        if (failures.FirstOrDefault(failure => failure is not null and not RankLostException) is { } failure) ExceptionDispatchInfo.Throw(failure);
        return results;
    }

    public void Dispose()
    {
        _barrier.Dispose();
        _lost.Dispose();
    }

    private sealed class Member(MemoryRanks all, int rank, int worldSize) : ICollective
    {
        public int Rank => rank;

        public int WorldSize => worldSize;

        public void AllReduce(Span<float> values, CancellationToken cancellation)
        {
            all._values[rank] = values.ToArray();
            Meet(cancellation);
            all._values[0].CopyTo(values);
            for (var other = 1; other < worldSize; other++)
            {
                for (var i = 0; i < values.Length; i++) values[i] += all._values[other][i];
            }
            Meet(cancellation);
        }

        public byte[] Broadcast(ReadOnlySpan<byte> payload, CancellationToken cancellation)
        {
            if (rank == 0) all._payloads[0] = payload.ToArray();
            Meet(cancellation);
            var given = all._payloads[0];
            Meet(cancellation);
            return given;
        }

        public IReadOnlyList<byte[]> Gather(ReadOnlySpan<byte> payload, CancellationToken cancellation)
        {
            all._payloads[rank] = payload.ToArray();
            Meet(cancellation);
            IReadOnlyList<byte[]> gathered = rank == 0 ? [.. all._payloads] : [];
            Meet(cancellation);
            return gathered;
        }

        private void Meet(CancellationToken cancellation)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, all._lost.Token);
            try
            {
                all._barrier.SignalAndWait(either.Token);
            }
            catch (OperationCanceledException) when (all._lost.IsCancellationRequested)
            {
                throw new RankLostException(-1, "it threw");
            }
        }
    }
}
