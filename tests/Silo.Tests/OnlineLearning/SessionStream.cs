using System.Globalization;
using DistributedDL.Contracts.OnlineLearning;

namespace DistributedDL.Silo.Tests.OnlineLearning;

/// <summary>A seeded stream of labelled examples, numbered from 1: three classes in two features.</summary>
internal static class SessionStream
{
    public static LearnBatch Batch(long first, int count)
    {
        var features = new float[count * 2];
        var labels = new string[count];
        for (var i = 0; i < count; i++)
        {
            var random = new Random((int)(first + i));
            var kind = random.Next(3);
            (features[2 * i], features[2 * i + 1]) = ((float)(kind + random.NextDouble()), (float)((kind == 1 ? 2 : 0) + random.NextDouble()));
            labels[i] = kind.ToString(CultureInfo.InvariantCulture);
        }
        return new LearnBatch(first, features, labels, null);
    }

    /// <summary>Learns from <paramref name="first"/> through <paramref name="last"/> in batches of the sizes 1 to 7, in turn.</summary>
    public static async Task LearnTo(this IOnlineSession session, long first, long last)
    {
        for (var size = 0; first <= last; size++)
        {
            var count = (int)Math.Min(1 + size % 7, last - first + 1);
            var report = await session.Learn(Batch(first, count));
            first += count;
            Assert.Equal(first - 1, report.LastSequence);
        }
    }
}
