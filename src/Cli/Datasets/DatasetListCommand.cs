using System.Text.Json.Nodes;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client.Datasets;

namespace DistributedDL.Cli.Datasets;

internal sealed class DatasetListCommand() : DdlCommand("list", "List the data sets.", "ddl dataset list")
{
    protected override async Task Run(CommandCall call)
    {
        var datasets = await Pages.All<Dataset>(async token =>
        {
            var page = await call.Server.Datasets.ListDatasetsAsync(new ListDatasetsRequest { PageToken = token }, call.Brief);
            return (page.Datasets, page.NextPageToken);
        });
        call.Show(
            () => new JsonObject { ["datasets"] = JsonText.Array(datasets.Select(d => (JsonNode?)DatasetJson.Of(d))) },
            output => WriteTable(output, datasets));
    }

    private static void WriteTable(TextWriter output, List<Dataset> datasets)
    {
        if (datasets.Count == 0)
        {
            output.WriteLine("There is no data set yet; ddl dataset import NAME FILE makes one.");
            return;
        }
        var table = new Columns("NAME", "VERSION", "FEATURES", "TARGET", "EXAMPLES", "SIZE");
        foreach (var dataset in datasets)
        {
            var latest = dataset.Versions[^1];
            table.Add(dataset.Name, $"{latest.Version}", Figures.Shape(latest.Features.Shape), latest.Target.Name,
                DatasetText.Splits(latest), Figures.Bytes(latest.LengthBytes));
        }
        table.Write(output);
    }
}
