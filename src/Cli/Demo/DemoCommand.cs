using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Serving;
using DistributedDL.Client;

namespace DistributedDL.Cli.Demo;

/// <summary>
/// The main job, start to end, on real processes: (1) a server of its own in a temporary folder; (2) import; (3) training;
/// (4) predictions; (5) online learning while the data change, with the server killed half-way; (6) what to do next.
/// </summary>
internal sealed class DemoCommand() : DdlCommand("demo", "The main job, start to end, on a server of its own (under a minute).", "ddl demo", "ddl demo --json")
{
    public override bool HandlesSignals => false;

    protected override async Task Run(CommandCall call)
    {
        var started = call.Time.GetTimestamp();
        var stage = new DemoStage(call.Json ? TextWriter.Null : call.Out);
        var sample = SampleFile.Find("digits.csv.gz");
        var digits = Digits.Read(sample);
        var folder = Directory.CreateTempSubdirectory("ddl-demo-");
        try
        {
            // (1)
            stage.Begin("A server of its own", "silo and gateway in one process, data in a temporary folder");
            using var server = await DemoServer.Start(folder.FullName, stage, call);
            using var client = new DistributedDLClient(server.Address);
            var figures = new DemoFigures();
            // (2) (3)
            var version = await DemoTraining.Run(call, client, sample, digits.Count, stage);
            // (4)
            figures.TestAccuracy = await DemoPredictions.Show(call, client, version, digits.Skip(DemoTraining.TrainRows), stage);
            // (5)
            await new DemoOnline(call, client, server, version, digits.Skip(DemoTraining.TrainRows), stage, figures).Run();
            await server.Stop();
            figures.Seconds = call.Time.GetElapsedTime(started).TotalSeconds;
            // (6)
            call.Show(figures.ToJson, _ => DemoEnd.Write(stage, figures));
        }
        finally
        {
            Remove(folder);
        }
    }

    private static void Remove(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // The system's temporary folder is swept by the system.
        }
    }
}
