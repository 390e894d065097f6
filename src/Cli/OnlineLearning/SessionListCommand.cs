using System.Text.Json.Nodes;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Cli.OnlineLearning;

internal sealed class SessionListCommand() : DdlCommand("list", "List the online sessions.", "ddl session list")
{
    protected override async Task Run(CommandCall call)
    {
        var sessions = await Pages.All<OnlineSession>(async token =>
        {
            var page = await call.Server.OnlineLearning.ListSessionsAsync(new ListSessionsRequest { PageToken = token }, call.Brief);
            return (page.Sessions, page.NextPageToken);
        });
        call.Show(
            () => new JsonObject { ["sessions"] = JsonText.Array(sessions.Select(s => (JsonNode?)SessionJson.Of(s))) },
            output => WriteTable(output, sessions));
    }

    private static void WriteTable(TextWriter output, List<OnlineSession> sessions)
    {
        if (sessions.Count == 0)
        {
            output.WriteLine("There is no session yet; ddl session open S --model NAME opens one.");
            return;
        }
        var table = new Columns("SESSION", "STATE", "MODEL", "EXAMPLES", "ACCURACY OR MAE");
        foreach (var session in sessions)
            table.Add(session.Session, SessionText.State(session.State), session.Spec.Model, Figures.Count(session.Examples),
                session.Metrics.TryGetValue("accuracy", out var value) || session.Metrics.TryGetValue("mae", out value) ? Figures.Number(value) : Figures.None);
        table.Write(output);
    }
}
