using System.Text.Json.Nodes;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Cli.OnlineLearning;

internal sealed class SessionListCommand()
    : ListCommand<OnlineSession>("sessions", "List the online sessions.", "There is no session yet; ddl session open S --model NAME opens one.", "ddl session list")
{
    protected override async Task<(IEnumerable<OnlineSession> Items, string Next)> Page(CommandCall call, string token)
    {
        var page = await call.Read(options => call.Server.OnlineLearning.ListSessionsAsync(new ListSessionsRequest { PageToken = token }, options));
        return (page.Sessions, page.NextPageToken);
    }

    protected override JsonNode Json(OnlineSession item) => SessionJson.Of(item);

    protected override Columns Table(IReadOnlyList<OnlineSession> items)
    {
        var table = new Columns("SESSION", "STATE", "MODEL", "EXAMPLES", "ACCURACY OR MAE");
        foreach (var session in items)
            table.Add(session.Session, SessionText.State(session.State), session.Spec.Model, Figures.Count(session.Examples),
                session.Metrics.TryGetValue("accuracy", out var value) || session.Metrics.TryGetValue("mae", out value) ? Figures.Number(value) : Figures.None);
        return table;
    }
}
