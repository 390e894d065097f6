using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.OnlineLearning;

namespace DistributedDL.Silo.OnlineLearning;

/// <summary>Bounds of a session's spec that the session itself keeps; those of learning are checked by its learner.</summary>
internal static class SessionSpecCheck
{
    private const int MostClasses = 10_000;
    private const int MostTickets = 1_000_000;
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
    }
}
