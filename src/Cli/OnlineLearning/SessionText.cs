using DistributedDL.Cli.Terminal;
using DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Cli.OnlineLearning;

internal static class SessionText
{
    public static string State(SessionState state) => state switch
    {
        SessionState.Open => "open",
        SessionState.Closed => "closed",
        SessionState.Damaged => "damaged",
        _ => "unknown",
    };

    public static string Action(DriftAction action) => action switch
    {
        DriftAction.RaiseLearningRate => "raise-learning-rate",
        DriftAction.ResetHead => "reset-head",
        DriftAction.RollBack => "roll-back",
        _ => "report",
    };

    public static void Write(TextWriter output, OnlineSession session)
    {
        var start = session.StartVersion > 0 ? $"{session.Spec.Model}@{session.StartVersion}" : $"{session.Spec.Model}, initial weights";
        output.WriteLine($"Session {session.Session} is {State(session.State)}, from {start}");
        var facts = new Columns("", "")
            .Add("examples", Figures.Count(session.Examples))
            .Add("last sequence", Figures.Count(session.LastSequence))
            .Add("weights", Figures.Digest(session.WeightsSha256));
        foreach (var (name, value) in session.Metrics.OrderBy(pair => pair.Key, StringComparer.Ordinal)) facts.Add(name, Figures.Number(value));
        foreach (var drift in session.Drift)
            facts.Add($"drift, {drift.Detector}", drift.Drifts == 0 ? drift.State : $"{drift.State}; {Figures.Count(drift.Drifts)} so far, the last at example {Figures.Count(drift.LastDrift)}");
        if (session.LastSnapshot is { } snapshot) facts.Add("last snapshot", Snapshot(session.Spec.Model, snapshot));
        if (session.Damage.Length > 0) facts.Add("damage", session.Damage);
        facts.Write(output, "  ");
    }

    private static string Snapshot(string model, AutomaticSnapshot last)
    {
        var text = last.Number == 0 ? "none yet" : $"{model}@{last.Version}, at example {Figures.Count(last.Examples)}";
        if (last.Candidate.Length > 0) text += $"; a candidate, as {last.Candidate}";
        return last.Failure.Length > 0 ? $"{text}; the next is tried again, as {last.Failure}" : text;
    }
}
