using System.CommandLine;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Client.OnlineLearning;
using Duration = Google.Protobuf.WellKnownTypes.Duration;

namespace DistributedDL.Cli.OnlineLearning;

internal sealed class SessionOpenCommand : DdlCommand
{
    private readonly Argument<string> _name = new("S") { Description = "Name of the session." };
    private readonly Option<VersionedName> _model = VersionedName.Option("--model", "NAME[@V]",
        "The model to start from: its live version unless @V says another, or seeded initial weights where it has none.", required: true);
    private readonly Option<string> _optimizer = CliOptions.Text("--optimizer", "NAME", "As in training; sgd when left out.");
    private readonly Option<double?> _learningRate = CliOptions.Number("--learning-rate", "X", "Above 0; the optimizer's own default when left out.");
    private readonly Option<string> _loss = CliOptions.Text("--loss", "NAME", "Chosen by the last activation when left out.");
    private readonly Option<int?> _microBatch = CliOptions.Whole("--micro-batch", "N", "At most so many examples make one update; 1 when left out.", 1, 10_000);
    private readonly Option<long?> _seed = CliOptions.Long("--seed", "N", "Seeds initial weights; 0 when left out.");
    private readonly Option<string> _labels = CliOptions.Text("--labels", "A,B,…", "Class labels by output index, for a model without versions; 0, 1, … when left out.");

    private readonly Option<string> _optimizerParameters = CliOptions.Text("--optimizer-parameters", "JSON", "The optimizer's settings, such as '{\"momentum\": 0.9}'.");
    private readonly Option<bool> _standardize = CliOptions.Flag("--standardize", "Keep mean and deviation of the network's first layer, a standardize layer, over the examples seen so far.");
    private readonly Option<string> _freeze = CliOptions.Text("--freeze", "A,B,…", "Layers that do not learn; conv* for all whose names begin so.");
    private readonly Option<int?> _allButLast = CliOptions.Whole("--all-but-last", "N", "Freeze all but the last N layers with trainable parameters.", 1);
    private readonly Option<int?> _replaySize = CliOptions.Whole("--replay-size", "N", "Keep N earlier examples and learn some of them again beside new ones.", 1, 1_000_000);
    private readonly Option<double?> _replayShare = CliOptions.Number("--replay-share", "X", "With --replay-size: earlier examples for each new one, up to 16; 1 when left out.");
    private readonly Option<UnknownLabels> _unknownLabels = UnknownLabelsOption();
    private readonly Option<int?> _maxClasses = CliOptions.Whole("--max-classes", "N", "With --unknown-labels grow: the most classes; 1,000 when left out.", 2, 10_000);
    private readonly Option<int?> _window = CliOptions.Whole("--window", "N", "Examples of a …_window metric; 200 when left out.", 10, 100_000);
    private readonly Option<double?> _fading = CliOptions.Number("--fading", "X", "Factor by which an example's weight in a …_fading metric shrinks with each one after it; 0.999 when left out.");
    private readonly Option<DriftDetector[]> _drift = DriftOption.Make();
    private readonly Option<TimeSpan?> _maxStaleness = CliOptions.Seconds("--max-staleness", "A prediction sees an example at most so long after its acknowledgement; 1 when left out, 0 to read your writes.", 0, 3_600);
    private readonly Option<int?> _tickets = CliOptions.Whole("--tickets", "N", "Predictions that may wait for their label at once; 10,000 when left out.", 0, 1_000_000);
    private readonly Option<TimeSpan?> _ticketLifetime = CliOptions.Seconds("--ticket-lifetime", "A label comes at most so long after its prediction; 7 days when left out.", 1, 366 * 86_400);

    private readonly Option<int?> _hashWidth = CliOptions.Whole("--hash-width", "N", "With --hash-columns: the last N numbers of an example are made of its categories.", 1);
    private readonly Option<string> _hashColumns = CliOptions.Text("--hash-columns", "A,B,…", "With --hash-width: columns of text, hashed however many values they have.");
    private readonly SnapshotOptions _snapshots = new();

    public SessionOpenCommand() : base("open", "Open an online session on a model.", "ddl session open s --model net --learning-rate 0.05")
    {
        Add(_name);
        Validators.Add(result =>
        {
            if (result.Has(_replayShare) && !result.Has(_replaySize)) result.AddError("--replay-share needs --replay-size");
            if (result.Has(_maxClasses) && !result.Has(_unknownLabels, "grow")) result.AddError("--max-classes needs --unknown-labels grow");
            if (result.Has(_hashWidth) != result.Has(_hashColumns)) result.AddError("--hash-width and --hash-columns need each other");
        });
        Validators.Add(_snapshots.Validate);
        foreach (var option in _snapshots.All) Add(option);
        foreach (var option in new Option[] { _model, _optimizer, _optimizerParameters, _learningRate, _loss, _microBatch, _seed, _labels, _standardize, _freeze, _allButLast, _hashWidth, _hashColumns, _replaySize, _replayShare, _unknownLabels, _maxClasses, _window, _fading, _drift, _maxStaleness, _tickets, _ticketLifetime }) Add(option);
    }

    protected override async Task Run(CommandCall call)
    {
        var net = call.Get(_model)!;
        var spec = new OnlineSessionSpec
        {
            Model = net.Name,
            Version = net.Version,
            Optimizer = call.Get(_optimizer) ?? "",
            Loss = call.Get(_loss) ?? "",
            MicroBatch = call.Get(_microBatch) ?? 0,
            Seed = call.Get(_seed) ?? 0,
            Labels = { call.Get(_labels)?.Split(',', StringSplitOptions.TrimEntries) ?? [] },
            OptimizerParameters = call.Get(_optimizerParameters) ?? "",
            Drift = { call.Get(_drift) ?? [] },
            Standardize = call.Get(_standardize),
            Freeze = { call.Get(_freeze)?.Split(',', StringSplitOptions.TrimEntries) ?? [] },
            UnknownLabels = call.Get(_unknownLabels),
            MaxClasses = call.Get(_maxClasses) ?? 0,
            Snapshots = _snapshots.Read(call),
        };
        if (call.Get(_maxStaleness) is { } staleness) spec.MaxStaleness = Duration.FromTimeSpan(staleness);
        if (call.Get(_hashWidth) is { } width) spec.Hashing = new Hashing { Width = width, Columns = { call.Get(_hashColumns)!.Split(',', StringSplitOptions.TrimEntries) } };
        if (call.Get(_allButLast) is { } last) spec.AllButLast = last;
        if (call.Get(_replaySize) is { } size) spec.Replay = new ReplayBuffer { Size = size, Share = call.Get(_replayShare) ?? 1 };
        if (call.Get(_window) is not null || call.Get(_fading) is not null) spec.Prequential = new Prequential { Window = call.Get(_window) ?? 0, Fading = call.Get(_fading) ?? 0 };
        if (call.Get(_tickets) is not null || call.Get(_ticketLifetime) is not null) spec.Tickets = Tickets(call);
        if (call.Get(_learningRate) is { } rate) spec.LearningRate = rate;
        var session = await call.Server.OnlineLearning.OpenSessionAsync(new OpenSessionRequest { Session = call.Get(_name), Spec = spec }, call.Brief);
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
        if (call.Get(_tickets) is { } most) asked.Most = most;
        if (call.Get(_ticketLifetime) is { } lifetime) asked.Lifetime = Duration.FromTimeSpan(lifetime);
        return asked;
    }
}
