using System.CommandLine;
using System.Text.Json.Nodes;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Client.Models;

namespace DistributedDL.Cli.Models;

internal sealed class ModelDeleteCommand : DdlCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The model." };

    public ModelDeleteCommand() : base("delete", "Delete a model with all its versions.", "ddl model delete net") => Add(_name);

    protected override async Task Run(CommandCall call)
    {
        var given = call.Get(_name);
        await call.Server.Models.DeleteModelAsync(new DeleteModelRequest { Name = given }, call.Brief);
        call.Show(() => new JsonObject { ["deleted"] = given }, output => output.WriteLine($"Model '{given}' is deleted."));
    }
}
