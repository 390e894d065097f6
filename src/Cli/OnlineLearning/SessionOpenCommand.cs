using System.CommandLine;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Cli.OnlineLearning;

internal sealed class SessionOpenCommand : DdlCommand
{
    private readonly Argument<string> name = new("S") { Description = "Name of the session." };
    private readonly Option<VersionedName> model = VersionedName.Option("--model", "NAME[@V]",
        "The model to start from: its live version unless @V says another, or seeded initial weights where it has none.", required: true);
    private readonly Option<string> optimizer = CliOptions.Text("--optimizer", "NAME", "sgd or adam; sgd when left out.");
    private readonly Option<double?> learningRate = CliOptions.Number("--learning-rate", "X", "Above 0; the optimizer's own default when left out.");
    private readonly Option<string> loss = CliOptions.Text("--loss", "NAME", "Chosen by the last activation when left out.");
    private readonly Option<int?> microBatch = CliOptions.Whole("--micro-batch", "N", "At most so many examples make one update; 1 when left out.", 1, 10_000);
    private readonly Option<long?> seed = CliOptions.Long("--seed", "N", "Seeds initial weights; 0 when left out.");
    private readonly Option<string> labels = CliOptions.Text("--labels", "A,B,…", "Class labels by output index, for a model without versions; 0, 1, … when left out.");

    public SessionOpenCommand() : base("open", "Open an online session on a model.", "ddl session open s --model net --learning-rate 0.05")
    {
        Add(name);
        foreach (var option in new Option[] { model, optimizer, learningRate, loss, microBatch, seed, labels }) Add(option);
    }

    protected override async Task Run(CommandCall call)
    {
        var net = call.Get(model)!;
        var spec = new OnlineSessionSpec
        {
            Model = net.Name,
            Version = net.Version,
            Optimizer = call.Get(optimizer) ?? "",
            Loss = call.Get(loss) ?? "",
            MicroBatch = call.Get(microBatch) ?? 0,
            Seed = call.Get(seed) ?? 0,
            Labels = { call.Get(labels)?.Split(',', StringSplitOptions.TrimEntries) ?? [] },
        };
        if (call.Get(learningRate) is { } rate) spec.LearningRate = rate;
        var session = await call.Server.OnlineLearning.OpenSessionAsync(new OpenSessionRequest { Session = call.Get(name), Spec = spec }, call.Brief);
        call.Show(() => SessionJson.Of(session), output => SessionText.Write(output, session));
    }
}
