using System.Text.Json.Nodes;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client.Models;

namespace DistributedDL.Cli.Models;

internal sealed class ModelListCommand() : DdlCommand("list", "List the models.", "ddl model list")
{
    protected override async Task Run(CommandCall call)
    {
        var models = await Pages.All<Model>(async token =>
        {
            var page = await call.Server.Models.ListModelsAsync(new ListModelsRequest { PageToken = token }, call.Brief);
            return (page.Models, page.NextPageToken);
        });
        call.Show(
            () => new JsonObject { ["models"] = JsonText.Array(models.Select(m => (JsonNode?)ModelJson.Of(m))) },
            output => WriteTable(output, models));
    }

    private static void WriteTable(TextWriter output, List<Model> models)
    {
        if (models.Count == 0)
        {
            output.WriteLine("There is no model yet; ddl model create NAME --spec FILE makes one.");
            return;
        }
        var table = new Columns("NAME", "LIVE", "VERSIONS", "PARAMETERS", "LAYERS");
        foreach (var model in models)
            table.Add(model.Name, ModelText.LiveVersion(model) is { } live ? $"{live}" : Figures.None, $"{model.Versions.Count}",
                model.Versions.Count > 0 ? Figures.Count(model.Versions[^1].Parameters) : Figures.None, $"{model.Architecture.Layers.Count}");
        table.Write(output);
    }
}
