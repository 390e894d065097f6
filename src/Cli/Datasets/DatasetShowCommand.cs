using System.CommandLine;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Client.Datasets;

namespace DistributedDL.Cli.Datasets;

internal sealed class DatasetShowCommand : DdlCommand
{
    private readonly Argument<string> _name = new("NAME") { Description = "The data set." };

    public DatasetShowCommand() : base("show", "Show a data set: features, target, splits, versions.", "ddl dataset show digits") => Add(_name);

    protected override async Task Run(CommandCall call)
    {
        var dataset = await call.Read(options => call.Server.Datasets.GetDatasetAsync(new GetDatasetRequest { Name = call.Get(_name) }, options));
        call.Show(() => DatasetJson.Of(dataset), output =>
        {
            DatasetText.Write(output, dataset.Versions[^1]);
            if (dataset.Versions.Count == 1) return;
            output.WriteLine();
            output.WriteLine($"  earlier versions: {string.Join(", ", dataset.Versions.SkipLast(1).Select(v => v.Version))}");
        });
    }
}
