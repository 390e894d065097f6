using System.CommandLine;
using System.Text.Json.Nodes;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client.Models;

namespace DistributedDL.Cli.Models;

internal sealed class ModelExportCommand : DdlCommand
{
    private readonly Argument<VersionedName> _model = VersionedName.Model();
    private readonly Argument<string> _path = new("FILE") { Description = "Written anew; a file that is there is replaced." };

    public ModelExportCommand() : base("export", "Write a version's weights to a safetensors file, with PyTorch's names.", "ddl model export net@2 net.safetensors")
    {
        Add(_model);
        Add(_path);
    }

    protected override async Task Run(CommandCall call)
    {
        var (from, to) = (call.Get(_model), call.Get(_path));
        if (Directory.Exists(to)) throw new CommandFailedException($"{to} is a folder; a file is expected");
        if (Path.GetDirectoryName(Path.GetFullPath(to)) is { } folder && !Directory.Exists(folder)) throw new CommandFailedException($"there is no folder {folder}");
        var file = await call.Read(() => ModelFiles.Export(call.Server, from.Name, from.Version, to, cancellation: call.Cancellation));
        call.Show(
            () => new JsonObject { ["model"] = file.Model, ["version"] = file.Version, ["file"] = to, ["sha256"] = file.Sha256, ["length_bytes"] = file.LengthBytes },
            output => output.WriteLine($"{file.Model}@{file.Version} is in {to}: {Figures.Count(file.LengthBytes)} bytes, SHA-256 {file.Sha256}"));
    }
}
