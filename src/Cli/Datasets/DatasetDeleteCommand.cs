using System.CommandLine;
using System.Text.Json.Nodes;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Client.Datasets;

namespace DistributedDL.Cli.Datasets;

internal sealed class DatasetDeleteCommand : DdlCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The data set." };

    public DatasetDeleteCommand() : base("delete", "Delete a data set with all its versions.", "ddl dataset delete digits") => Add(_name);

    protected override async Task Run(CommandCall call)
    {
        var given = call.Get(_name);
        await call.Server.Datasets.DeleteDatasetAsync(new DeleteDatasetRequest { Name = given }, call.Brief);
        call.Show(() => new JsonObject { ["deleted"] = given }, output => output.WriteLine($"Data set '{given}' is deleted."));
    }
}
