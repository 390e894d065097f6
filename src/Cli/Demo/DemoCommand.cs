using System.CommandLine;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Serving;

namespace DistributedDL.Cli.Demo;

/// <summary>
/// The main job, start to end, on real processes: (1) a server of its own in a temporary folder; (2) import; (3) training;
/// (4) predictions; (5) online learning while the data change, with the server killed half-way; (6) what to do next.
/// </summary>
internal sealed class DemoCommand : DdlCommand
{
    private readonly Option<bool> _given = CliOptions.Flag("--on-server", $"On the server at {ServerAddress.Variable} instead; it is not killed, and what is made there stays.");

    public DemoCommand() : base("demo", "The main job, start to end, on a server of its own (under a minute).", "ddl demo", "ddl demo --json") => Add(_given);

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
            using var server = await Begin(folder.FullName, stage, call);
            using var client = server.Connect();
            var figures = new DemoFigures();
            // (2) (3)
            var version = await DemoTraining.Run(call, client, server.Names, sample, digits.Count, stage);
            // (4)
            figures.TestAccuracy = await DemoPredictions.Show(call, client, server.Names, version, digits.Skip(DemoTraining.TrainRows), stage);
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

    private async Task<DemoServer> Begin(string folder, DemoStage stage, CommandCall call)
    {
        if (call.Get(_given))
        {
            stage.Begin("A given server", "what the demo makes there gets names of its own");
            return DemoServer.Given(stage, call);
        }
        stage.Begin("A server of its own", "silo and gateway in one process, data in a temporary folder");
        return await DemoServer.Start(folder, stage, call);
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
