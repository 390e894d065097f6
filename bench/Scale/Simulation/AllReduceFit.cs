namespace DistributedDL.Bench.Scale.Simulation;

/// <summary>
/// Latency and bandwidth of measured points, by least squares of relative errors. Moving and adding both grow with (K − 1) / K · n: points of one kind of link cannot
/// tell them apart, so the adding is given.
/// </summary>
internal static class AllReduceFit
{
    /// <exception cref="ArgumentException">Fewer than two points.</exception>
    public static AllReduceCost Of(IReadOnlyList<AllReducePoint> points, double addsPerSecond, int processors)
    {
        if (points.Count < 2) throw new ArgumentException($"{points.Count} points; two constants need two at least", nameof(points));
        var free = new AllReduceCost(0, double.PositiveInfinity, addsPerSecond, processors);
        // Of each point, all over its time: waits · a + bytes / B = what adding leaves.
        var rows = points.Select(point =>
        {
            var crowding = free.Crowding(point.Ranks) / point.Seconds;
            return (Waits: crowding * AllReduceCost.Waits(point.Floats), Bytes: crowding * AllReduceCost.SentBytes(point.Ranks, point.Floats), Left: 1 - free.Seconds(point.Ranks, point.Floats) / point.Seconds);
        }).ToList();
        double Sum(Func<(double Waits, double Bytes, double Left), double> of) => rows.Sum(of);
        var (ww, wb, bb, wr, br) = (Sum(row => row.Waits * row.Waits), Sum(row => row.Waits * row.Bytes), Sum(row => row.Bytes * row.Bytes), Sum(row => row.Waits * row.Left), Sum(row => row.Bytes * row.Left));
        var latency = (wr * bb - br * wb) / (ww * bb - wb * wb);
        // A wait takes no negative time: then bytes explain all.
        if (latency < 0 || double.IsNaN(latency)) latency = 0;
        var bytes = (br - latency * wb) / bb;
        return free with { Latency = latency, BytesPerSecond = bytes > 0 ? 1 / bytes : double.PositiveInfinity };
    }
}
