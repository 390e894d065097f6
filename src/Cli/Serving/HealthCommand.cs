using System.CommandLine;
using System.Text.Json.Nodes;
using DistributedDL.Cli.CommandLine;

namespace DistributedDL.Cli.Serving;

/// <summary>What a container without a shell and without curl asks about itself.</summary>
internal sealed class HealthCommand : DdlCommand
{
    private const string Default = "http://127.0.0.1:8000/health/ready";
    private const string Another = "ask another:  ddl health --url http://HOST:PORT/health/ready";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly Option<string> _url = CliOptions.Text("--url", "URL", $"What to ask, on the server's HTTP port; {Default} when left out. {ServerAddress.Variable} names the gRPC port and is not read.");

    public HealthCommand() : base("health", "Tell whether a server is ready: exit code 0 if so, else 1 and the reason.",
        "ddl health", "ddl health --url http://127.0.0.1:8000/health/live")
    {
        Add(_url);
        Validators.Add(result =>
        {
            if (result.GetValue(_url) is { } given && !(Uri.TryCreate(given, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
                result.AddError($"--url: '{given}' is not of the form http://HOST:PORT/PATH");
        });
    }

    protected override async Task Run(CommandCall call)
    {
        var asked = call.Get(_url) ?? Default;
        using var client = new HttpClient { Timeout = Limit };
        var said = await Ask(client, asked, call.Cancellation);
        call.Show(() => new JsonObject { ["url"] = asked, ["health"] = said }, output => output.WriteLine(said));
    }

    private static async Task<string> Ask(HttpClient client, string url, CancellationToken cancellation)
    {
        try
        {
            using var response = await client.GetAsync(url, cancellation);
            var said = (await response.Content.ReadAsStringAsync(cancellation)).Trim();
            return response.IsSuccessStatusCode ? said : throw new CommandFailedException($"{url} answers {(int)response.StatusCode}: {said}", Another);
        }
        catch (HttpRequestException e)
        {
            throw new CommandFailedException($"{url} does not answer: {e.Message}", Another);
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new CommandFailedException($"{url} does not answer within {Limit.TotalSeconds} s", Another);
        }
    }
}
