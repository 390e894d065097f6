using System.Text.Json.Nodes;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client.Models;

namespace DistributedDL.Cli.Models;

internal sealed class ModelListCommand()
    : ListCommand<Model>("models", "List the models.", "There is no model yet; ddl model create NAME --spec FILE makes one.", "ddl model list")
{
    protected override async Task<(IEnumerable<Model> Items, string Next)> Page(CommandCall call, string token)
    {
        var page = await call.Read(options => call.Server.Models.ListModelsAsync(new ListModelsRequest { PageToken = token }, options));
        return (page.Models, page.NextPageToken);
    }

    protected override JsonNode Json(Model item) => ModelJson.Of(item);

    protected override Columns Table(IReadOnlyList<Model> items)
    {
        var table = new Columns("NAME", "LIVE", "VERSIONS", "PARAMETERS", "LAYERS");
        foreach (var model in items)
            table.Add(model.Name, ModelText.LiveVersion(model) is { } live ? $"{live}" : Figures.None, $"{model.Versions.Count}",
                model.Versions.Count > 0 ? Figures.Count(model.Versions[^1].Parameters) : Figures.None, $"{model.Architecture.Layers.Count}");
        return table;
    }
}
