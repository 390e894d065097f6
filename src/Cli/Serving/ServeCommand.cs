using System.CommandLine;
using DistributedDL.Cli.CommandLine;

namespace DistributedDL.Cli.Serving;

internal sealed class ServeCommand : DdlCommand
{
    private readonly Option<string> _data = CliOptions.Text("--data", "DIR", "Where everything is kept; ./data when left out.");
    private readonly Option<int?> _http = CliOptions.Whole("--http", "N", "Port of HTTP: health; 8000 when left out, any free one when 0.", 0, 65_535);
    private readonly Option<int?> _grpc = CliOptions.Whole("--grpc", "N", "Port of gRPC, where DDL_SERVER points to; 8001 when left out.", 0, 65_535);
    private readonly Option<int?> _metrics = CliOptions.Whole("--metrics", "N", "Port of /metrics; 8002 when left out.", 0, 65_535);
    private readonly Option<string[]> _settings = new("--set") { HelpName = "Section:Key=VALUE", Description = "Any other setting, over ./appsettings.json and the environment (Section__Key); may be repeated." };
    private readonly Option<bool> _verbose = CliOptions.Flag("--verbose", "Log what happens, not warnings alone.");
    private readonly Option<bool> _untilEndOfInput = new("--until-end-of-input") { Hidden = true };

    public ServeCommand() : base("serve", "Run the service: silo and gateway in one process, on loopback; or one process of a cluster, by the settings of section Cluster.",
        "ddl serve", "ddl serve --data /var/lib/ddl --grpc 9001", "ddl serve --set Lanes:Training=2",
        "ddl serve --set Cluster:Mode=Redis --set Cluster:Redis=redis:6379 --set Cluster:Roles=training --set Storage:Provider=AzureBlob")
    {
        foreach (var option in new Option[] { _data, _http, _grpc, _metrics, _settings, _verbose, _untilEndOfInput }) Add(option);
        Validators.Add(result =>
        {
            foreach (var setting in result.GetValue(_settings) ?? [])
                if (setting.IndexOf('=', StringComparison.Ordinal) < 1) result.AddError($"--set: '{setting}' is not of the form Section:Key=VALUE");
        });
    }

    public override bool HandlesSignals => true;

    protected override Task Run(CommandCall call)
    {
        var given = new Dictionary<string, string?>();
        foreach (var setting in call.Get(_settings) ?? []) given[setting[..setting.IndexOf('=')]] = setting[(setting.IndexOf('=') + 1)..];
        Set("Storage:Directory", call.Get(_data));
        Set("Gateway:HttpPort", call.Get(_http));
        Set("Gateway:GrpcPort", call.Get(_grpc));
        Set("Gateway:MetricsPort", call.Get(_metrics));
        return Server.Run(call, given, call.Get(_verbose), call.Get(_untilEndOfInput));

        void Set(string key, object? value)
        {
            if (value is not null) given[key] = value.ToString();
        }
    }
}
