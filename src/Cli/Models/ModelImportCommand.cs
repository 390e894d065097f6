using System.CommandLine;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client.Models;

namespace DistributedDL.Cli.Models;

internal sealed class ModelImportCommand : DdlCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "Name of the model; it is created where it does not exist." };
    private readonly Argument<string> _path = new("FILE") { Description = "A safetensors file with the tensors of the architecture, by PyTorch's names." };
    private readonly Option<string> _spec = CliOptions.Text("--spec", "FILE", "The architecture, in YAML or JSON.", required: true);
    private readonly Option<bool> _noPromote = CliOptions.Flag("--no-promote", "Do not make the new version live.");

    public ModelImportCommand() : base("import", "Make a version of weights in a safetensors file.", "ddl model import net net.safetensors --spec net.yaml")
    {
        Add(_name);
        Add(_path);
        Add(_spec);
        Add(_noPromote);
    }

    protected override async Task Run(CommandCall call)
    {
        InputFiles.Require(call.Get(_path));
        var import = new ImportVersionSpec { Name = call.Get(_name), Architecture = ArchitectureFile.Read(call.Get(_spec)!), NoPromote = call.Get(_noPromote) };
        var version = await ModelFiles.Import(call.Server, import, call.Get(_path), cancellation: call.Cancellation);
        call.Show(() => ModelJson.Of(version), output =>
            output.WriteLine($"{version.Model}@{version.Version}: {Figures.Count(version.Parameters)} parameters, weights {Figures.Digest(version.WeightsSha256)}"));
    }
}
