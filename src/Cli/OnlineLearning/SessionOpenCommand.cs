using System.CommandLine;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Client.OnlineLearning;
using Duration = Google.Protobuf.WellKnownTypes.Duration;

namespace DistributedDL.Cli.OnlineLearning;

internal sealed class SessionOpenCommand : DdlCommand
{
    private readonly Argument<string> name = new("S") { Description = "Name of the session." };
    private readonly Option<VersionedName> model = VersionedName.Option("--model", "NAME[@V]",
        "The model to start from: its live version unless @V says another, or seeded initial weights where it has none.", required: true);
    private readonly Option<string> optimizer = CliOptions.Text("--optimizer", "NAME", "As in training; sgd when left out.");
    private readonly Option<double?> learningRate = CliOptions.Number("--learning-rate", "X", "Above 0; the optimizer's own default when left out.");
    private readonly Option<string> loss = CliOptions.Text("--loss", "NAME", "Chosen by the last activation when left out.");
    private readonly Option<int?> microBatch = CliOptions.Whole("--micro-batch", "N", "At most so many examples make one update; 1 when left out.", 1, 10_000);
    private readonly Option<long?> seed = CliOptions.Long("--seed", "N", "Seeds initial weights; 0 when left out.");
    private readonly Option<string> labels = CliOptions.Text("--labels", "A,B,…", "Class labels by output index, for a model without versions; 0, 1, … when left out.");

    private readonly Option<string> optimizerParameters = CliOptions.Text("--optimizer-parameters", "JSON", "The optimizer's settings, such as '{\"momentum\": 0.9}'.");
    private readonly Option<bool> standardize = CliOptions.Flag("--standardize", "Keep mean and deviation of the network's first layer, a standardize layer, over the examples seen so far.");
    private readonly Option<string> freeze = CliOptions.Text("--freeze", "A,B,…", "Layers that do not learn; conv* for all whose names begin so.");
    private readonly Option<int?> allButLast = CliOptions.Whole("--all-but-last", "N", "Freeze all but the last N layers with trainable parameters.", 1);
    private readonly Option<int?> replaySize = CliOptions.Whole("--replay-size", "N", "Keep N earlier examples and learn some of them again beside new ones.", 1, 1_000_000);
    private readonly Option<double?> replayShare = CliOptions.Number("--replay-share", "X", "With --replay-size: earlier examples for each new one, up to 16; 1 when left out.");
    private readonly Option<UnknownLabels> unknownLabels = UnknownLabelsOption();
    private readonly Option<int?> maxClasses = CliOptions.Whole("--max-classes", "N", "With --unknown-labels grow: the most classes; 1,000 when left out.", 2, 10_000);
    private readonly Option<int?> window = CliOptions.Whole("--window", "N", "Examples of a …_window metric; 200 when left out.", 10, 100_000);
    private readonly Option<double?> fading = CliOptions.Number("--fading", "X", "Factor by which an example's weight in a …_fading metric shrinks with each one after it; 0.999 when left out.");
    private readonly Option<DriftDetector[]> drift = DriftOption.Make();
    private readonly Option<TimeSpan?> maxStaleness = CliOptions.Seconds("--max-staleness", "A prediction sees an example at most so long after its acknowledgement; 1 when left out, 0 to read your writes.", 0, 3_600);
    private readonly Option<int?> tickets = CliOptions.Whole("--tickets", "N", "Predictions that may wait for their label at once; 10,000 when left out.", 0, 1_000_000);
    private readonly Option<TimeSpan?> ticketLifetime = CliOptions.Seconds("--ticket-lifetime", "A label comes at most so long after its prediction; 7 days when left out.", 1, 366 * 86_400);

    private readonly Option<int?> hashWidth = CliOptions.Whole("--hash-width", "N", "With --hash-columns: the last N numbers of an example are made of its categories.", 1);
    private readonly Option<string> hashColumns = CliOptions.Text("--hash-columns", "A,B,…", "With --hash-width: columns of text, hashed however many values they have.");
    private readonly SnapshotOptions snapshots = new();

    public SessionOpenCommand() : base("open", "Open an online session on a model.", "ddl session open s --model net --learning-rate 0.05")
    {
        Add(name);
        Validators.Add(result =>
        {
            if (result.Has(replayShare) && !result.Has(replaySize)) result.AddError("--replay-share needs --replay-size");
            if (result.Has(maxClasses) && !result.Has(unknownLabels, "grow")) result.AddError("--max-classes needs --unknown-labels grow");
            if (result.Has(hashWidth) != result.Has(hashColumns)) result.AddError("--hash-width and --hash-columns need each other");
        });
        Validators.Add(snapshots.Validate);
        foreach (var option in snapshots.All) Add(option);
        foreach (var option in new Option[] { model, optimizer, optimizerParameters, learningRate, loss, microBatch, seed, labels, standardize, freeze, allButLast, hashWidth, hashColumns, replaySize, replayShare, unknownLabels, maxClasses, window, fading, drift, maxStaleness, tickets, ticketLifetime }) Add(option);
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
            OptimizerParameters = call.Get(optimizerParameters) ?? "",
            Drift = { call.Get(drift) ?? [] },
            Standardize = call.Get(standardize),
            Freeze = { call.Get(freeze)?.Split(',', StringSplitOptions.TrimEntries) ?? [] },
            UnknownLabels = call.Get(unknownLabels),
            MaxClasses = call.Get(maxClasses) ?? 0,
            Snapshots = snapshots.Read(call),
        };
        if (call.Get(maxStaleness) is { } staleness) spec.MaxStaleness = Duration.FromTimeSpan(staleness);
        if (call.Get(hashWidth) is { } width) spec.Hashing = new Hashing { Width = width, Columns = { call.Get(hashColumns)!.Split(',', StringSplitOptions.TrimEntries) } };
        if (call.Get(allButLast) is { } last) spec.AllButLast = last;
        if (call.Get(replaySize) is { } size) spec.Replay = new ReplayBuffer { Size = size, Share = call.Get(replayShare) ?? 1 };
        if (call.Get(window) is not null || call.Get(fading) is not null) spec.Prequential = new Prequential { Window = call.Get(window) ?? 0, Fading = call.Get(fading) ?? 0 };
        if (call.Get(tickets) is not null || call.Get(ticketLifetime) is not null) spec.Tickets = Tickets(call);
        if (call.Get(learningRate) is { } rate) spec.LearningRate = rate;
        var session = await call.Server.OnlineLearning.OpenSessionAsync(new OpenSessionRequest { Session = call.Get(name), Spec = spec }, call.Brief);
        call.Show(() => SessionJson.Of(session), output => SessionText.Write(output, session));
    }

    private static Option<UnknownLabels> UnknownLabelsOption() => new("--unknown-labels")
    {
        HelpName = "refuse|grow",
        Description = "A label seen for the first time: refuse the examples (when left out), or grow the last layer by an output.",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (text is not ("refuse" or "grow")) result.AddError($"--unknown-labels: '{text}' is neither refuse nor grow");
            return text == "grow" ? UnknownLabels.Grow : UnknownLabels.Refuse;
        },
    };

    private Tickets Tickets(CommandCall call)
    {
        var asked = new Tickets();
        if (call.Get(tickets) is { } most) asked.Most = most;
        if (call.Get(ticketLifetime) is { } lifetime) asked.Lifetime = Duration.FromTimeSpan(lifetime);
        return asked;
    }
}
