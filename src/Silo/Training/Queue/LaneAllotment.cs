using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Training;

namespace DistributedDL.Silo.Training.Queue;

/// <summary>
/// Who has which training lanes of the cluster, and who comes next: the higher priority, then the older run. Strictly in this order, so that a run
/// of many ranks is not passed over for ever by small ones. A run of K ranks gets all its lanes at once, or fewer where the cluster has fewer in all.
/// For one caller at a time.
/// </summary>
/// <param name="lease">A run that has not asked for so long has left.</param>
internal sealed class LaneAllotment(TimeProvider time, TimeSpan lease, int most)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, WaitingRun> _runs = new(StringComparer.Ordinal);

    /// <summary>Runs that wait.</summary>
    public int Depth => _runs.Values.Count(run => run.Waits);

    /// <summary>Lanes that runs lack, waiting or computing, to compute with all the ranks they would like.</summary>
    public int LanesWanted => _runs.Values.Sum(run => Math.Max(0, run.Request.WorldSize - run.Silos.Count));

    public IReadOnlyList<string> Runs => [.. _runs.Keys];

    /// <summary>Told of each run that got its lanes, and how long it waited.</summary>
    public Action<TimeSpan> Granted { get; init; } = _ => { };

    /// <param name="lanes">Training lanes of each active silo.</param>
    /// <param name="settled">False while runs that compute may not have told so yet: nothing is given out then.</param>
    /// <exception cref="OverloadedException">The queue is full.</exception>
    public LaneGrant Ask(LaneRequest request, IReadOnlyDictionary<SiloAddress, int> lanes, bool settled = true)
    {
        var now = time.GetTimestamp();
        DropWhoLeft(now);
        var run = Take(request, now);
        foreach (var other in _runs.Values.Where(other => other.Silos.Any(silo => !lanes.ContainsKey(silo)))) other.Silos = [];
        if (settled) GiveOut(lanes, now);
        var ahead = run.Waits ? _runs.Values.Count(other => other.Waits && Order(other.Request, run.Request) < 0) : 0;
        return new LaneGrant(run.Silos, ahead, MayGrow(run, lanes));
    }

    public void Release(string run) => _runs.Remove(run);

    /// <summary>The silo of a run's first lane, else the one with the most free lanes; null where there are no lanes.</summary>
    public SiloAddress? Where(string run, IReadOnlyDictionary<SiloAddress, int> lanes)
    {
        if (_runs.TryGetValue(run, out var known) && !known.Waits && lanes.ContainsKey(known.Silos[0])) return known.Silos[0];
        return lanes.Count == 0 ? null : Choose(Free(lanes), 1, home: null)[0];
    }

    public void DropWhoLeft() => DropWhoLeft(time.GetTimestamp());

    private WaitingRun Take(LaneRequest request, long now)
    {
        if (!_runs.TryGetValue(request.Run, out var run))
        {
            if (_runs.Count >= most) throw new OverloadedException($"the training queue ({most} places)", RetryAfter);
            _runs[request.Run] = run = new WaitingRun(request, now);
        }
        (run.Request, run.Asked) = (request, now);
        if (request.Held.Count > 0) run.Silos = request.Held;
        return run;
    }

    private void DropWhoLeft(long now)
    {
        foreach (var (name, _) in _runs.Where(run => time.GetElapsedTime(run.Value.Asked, now) > lease).ToList()) _runs.Remove(name);
    }

    private void GiveOut(IReadOnlyDictionary<SiloAddress, int> lanes, long now)
    {
        var (free, all) = (Free(lanes), lanes.Values.Sum());
        var left = free.Values.Sum();
        while (left > 0 && _runs.Values.Where(run => run.Waits).MinBy(run => run.Request, Comparer<LaneRequest>.Create(Order)) is { } run)
        {
            var ranks = Math.Min(run.Request.WorldSize, all);
            if (left < ranks) return;
            run.Silos = Choose(free, ranks, run.Request.Home);
            left -= ranks;
            Granted(time.GetElapsedTime(run.Since, now));
        }
    }

    private static int Order(LaneRequest one, LaneRequest other)
    {
        var order = other.Priority.CompareTo(one.Priority);
        if (order == 0) order = one.CreatedAt.CompareTo(other.CreatedAt);
        return order == 0 ? string.CompareOrdinal(one.Run, other.Run) : order;
    }

    private Dictionary<SiloAddress, int> Free(IReadOnlyDictionary<SiloAddress, int> lanes)
    {
        var free = new Dictionary<SiloAddress, int>(lanes);
        foreach (var silo in _runs.Values.SelectMany(run => run.Silos).Where(free.ContainsKey)) free[silo] = Math.Max(0, free[silo] - 1);
        return free;
    }

    /// <summary>Rank after rank the silo with the most free lanes, of equal ones the run's own; takes them from <paramref name="free"/>.</summary>
    private static List<SiloAddress> Choose(Dictionary<SiloAddress, int> free, int ranks, SiloAddress? home)
    {
        var chosen = new List<SiloAddress>(ranks);
        while (chosen.Count < ranks)
        {
            var silo = free.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.Equals(home) ? 0 : 1).ThenBy(pair => pair.Key).First().Key;
            free[silo]--;
            chosen.Add(silo);
        }
        return chosen;
    }

    private bool MayGrow(WaitingRun run, IReadOnlyDictionary<SiloAddress, int> lanes) =>
        !run.Waits && run.Silos.Count < run.Request.WorldSize && Depth == 0 && Free(lanes).Values.Sum() > 0;
}
