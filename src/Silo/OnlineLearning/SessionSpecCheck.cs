using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.OnlineLearning;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>Bounds of a session's spec that the session itself keeps; those of learning are checked by its learner.</summary>
internal static class SessionSpecCheck
{
    private const int MostClasses = 10_000;
    private const int MostTickets = 1_000_000;
    private const long MostSnapshotExamples = 1_000_000_000_000;
    private const int MostSnapshots = 1_000;
    private static readonly TimeSpan LeastSnapshotInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MostSnapshotInterval = TimeSpan.FromDays(30);
    private static readonly TimeSpan MostStaleness = TimeSpan.FromHours(1);
    private static readonly TimeSpan LeastLifetime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MostLifetime = TimeSpan.FromDays(366);

    public static void Check(OnlineSessionSpec spec, ICollection<FieldViolation> faults)
    {
        if (!Enum.IsDefined(spec.UnknownLabels)) faults.Add(new("unknown_labels", $"{(int)spec.UnknownLabels} is unknown; known are refuse, grow"));
        if (spec.MaxClasses is < 2 or > MostClasses) faults.Add(new("max_classes", $"{spec.MaxClasses} is not from 2 to {MostClasses}"));
        if (spec.MaxStaleness < TimeSpan.Zero || spec.MaxStaleness > MostStaleness)
            faults.Add(new("max_staleness", $"{spec.MaxStaleness} is not from 0 to {MostStaleness}"));
        if (spec.Tickets.Most is < 0 or > MostTickets) faults.Add(new("tickets.most", $"{spec.Tickets.Most} is not from 0 to {MostTickets}"));
        if (spec.Tickets.Lifetime < LeastLifetime || spec.Tickets.Lifetime > MostLifetime)
            faults.Add(new("tickets.lifetime", $"{spec.Tickets.Lifetime} is not from {LeastLifetime} to {MostLifetime}"));
        if (spec.Snapshots is { } snapshots) Check(snapshots, faults);
        if (spec.Hashing is { } hashing) Check(hashing, faults);
    }

    /// <exception cref="InvalidArgumentException">An example has fewer numbers.</exception>
    public static void CheckWidth(OnlineSessionSpec spec, int width)
    {
        if (spec.Hashing is { } hashing && hashing.Width > width)
            throw new InvalidArgumentException("hashing.width", $"{hashing.Width} is above {width}, the numbers of one example of model '{spec.Model}'");
    }

    private static void Check(HashingSpec hashing, ICollection<FieldViolation> faults)
    {
        if (hashing.Width < 1) faults.Add(new("hashing.width", $"{hashing.Width} is below 1"));
        if (hashing.Columns.Count == 0) faults.Add(new("hashing.columns", "there are none; at least one is needed"));
        if (hashing.Columns.Any(column => column.Length == 0)) faults.Add(new("hashing.columns", "one of them is empty"));
        if (hashing.Columns.GroupBy(column => column, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            faults.Add(new("hashing.columns", $"'{twice.Key}' is there {twice.Count()} times"));
    }

    private static void Check(AutomaticSnapshots snapshots, ICollection<FieldViolation> faults)
    {
        if (snapshots.EveryExamples is null && snapshots.Every is null) faults.Add(new("snapshots", "neither every_examples nor every is given; at least one is needed"));
        if (snapshots.EveryExamples is < 1 or > MostSnapshotExamples) faults.Add(new("snapshots.every_examples", $"{snapshots.EveryExamples} is not from 1 to {MostSnapshotExamples}"));
        if (snapshots.Every is { } every && (every < LeastSnapshotInterval || every > MostSnapshotInterval))
            faults.Add(new("snapshots.every", $"{every} is not from {LeastSnapshotInterval} to {MostSnapshotInterval}"));
        if (snapshots.Keep is < 1 or > MostSnapshots) faults.Add(new("snapshots.keep", $"{snapshots.Keep} is not from 1 to {MostSnapshots}"));
        if (snapshots.Guard is not { } guard) return;
        if (!snapshots.Promote) faults.Add(new("snapshots.guard", "it is given, and promote is not"));
        if (!(guard.Margin >= 0 && double.IsFinite(guard.Margin)))
            faults.Add(new("snapshots.guard.margin", FormattableString.Invariant($"{guard.Margin} is not a finite number of 0 or more")));
    }
}
