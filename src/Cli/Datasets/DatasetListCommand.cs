using System.Text.Json.Nodes;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client.Datasets;

namespace DistributedDL.Cli.Datasets;

internal sealed class DatasetListCommand()
    : ListCommand<Dataset>("datasets", "List the data sets.", "There is no data set yet; ddl dataset import NAME FILE makes one.", "ddl dataset list")
{
    protected override async Task<(IEnumerable<Dataset> Items, string Next)> Page(CommandCall call, string token)
    {
        var page = await call.Read(options => call.Server.Datasets.ListDatasetsAsync(new ListDatasetsRequest { PageToken = token }, options));
        return (page.Datasets, page.NextPageToken);
    }

    protected override JsonNode Json(Dataset item) => DatasetJson.Of(item);

    protected override Columns Table(IReadOnlyList<Dataset> items)
    {
        var table = new Columns("NAME", "VERSION", "FEATURES", "TARGET", "EXAMPLES", "SIZE");
        foreach (var dataset in items)
        {
            var latest = dataset.Versions[^1];
            table.Add(dataset.Name, $"{latest.Version}", Figures.Shape(latest.Features.Shape), latest.Target.Name,
                DatasetText.Splits(latest), Figures.Bytes(latest.LengthBytes));
        }
        return table;
    }
}
