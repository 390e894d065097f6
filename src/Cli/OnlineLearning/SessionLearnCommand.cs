using System.CommandLine;
using System.Text.Json.Nodes;
using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Examples;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client.OnlineLearning;

namespace DistributedDL.Cli.OnlineLearning;

internal sealed class SessionLearnCommand : DdlCommand
{
    private const int DefaultBatch = 64;
    private readonly Argument<string> _name = new("S") { Description = "The session." };
    private readonly Option<string> _input = CliOptions.Text("--input", "FILE", "CSV file, plain or gzipped; its rows are numbered from 1.", required: true);
    private readonly Option<string> _label = CliOptions.Text("--label", "COLUMN", "Column of the target, by name or 0-based index.", required: true);
    private readonly Option<int?> _batch = CliOptions.Whole("--batch", "N", $"Rows of one message; {DefaultBatch} when left out.", 1, 10_000);

    public SessionLearnCommand() : base("learn",
        "Learn the rows of a file in order. Run again after an interruption it goes on after the last durable row.",
        "ddl session learn s --input orders.csv --label accepted")
    {
        Add(_name);
        Add(_input);
        Add(_label);
        Add(_batch);
    }

    protected override async Task Run(CommandCall call)
    {
        var path = call.Get(_input)!;
        InputFiles.Require(path);
        var session = await call.Read(options => call.Server.OnlineLearning.GetSessionAsync(new GetSessionRequest { Session = call.Get(_name) }, options));
        if (session.State is not SessionState.Open)
            throw new CommandFailedException($"session '{session.Session}' is {SessionText.State(session.State)}; it learns no more", session.Damage.Length > 0 ? [session.Damage] : []);
        var width = session.InputShape.Aggregate(1, (product, size) => product * size);
        using var file = ExampleFile.Open(path, session.FeatureNames, width, call.Get(_label), session.Spec.Hashing);
        var lesson = await ProgressLine.Show(call, "learning", progress => Learn(call, session, file, progress));
        var after = await call.Read(options => call.Server.OnlineLearning.GetSessionAsync(new GetSessionRequest { Session = session.Session }, options));
        call.Show(() => Json(lesson, after), output =>
        {
            output.WriteLine($"Learned {Figures.Count(lesson.Learned)} examples of {path}; {Figures.Count(lesson.Duplicates)} had been learned before");
            SessionText.Write(output, after);
        });
    }

    private async Task<Lesson> Learn(CommandCall call, OnlineSession session, ExampleFile file, ProgressLine progress)
    {
        await using var learner = await OnlineSessionClient.Connect(call.Server, session.Session, cancellation: call.Cancellation);
        var batches = new ExampleBatches(file, session.Labels.Count > 0, learner.LastDurableSequence, call.Get(_batch) ?? DefaultBatch);
        var (lesson, metrics) = (new Lesson(0, 0), "");
        await foreach (var acknowledged in learner.Learn(batches.Read(), call.Cancellation))
        {
            var examples = acknowledged.LastSequence - acknowledged.FirstSequence + 1;
            lesson = new Lesson(lesson.Learned + examples - acknowledged.Duplicates, lesson.Duplicates + acknowledged.Duplicates);
            if (acknowledged.Metrics.Count > 0) metrics = Figures.Metrics(acknowledged.Metrics.Where(m => m.Key is "accuracy" or "mae"));
            progress.Report(file.Position, file.Length, $"learning  {Figures.Count(acknowledged.LastSequence)} rows  {metrics}");
        }
        return lesson with { Duplicates = lesson.Duplicates + batches.Skipped };
    }

    private static JsonObject Json(Lesson lesson, OnlineSession session) => new()
    {
        ["session"] = session.Session,
        ["learned"] = lesson.Learned,
        ["duplicates"] = lesson.Duplicates,
        ["examples"] = session.Examples,
        ["last_sequence"] = session.LastSequence,
        ["weights_sha256"] = session.WeightsSha256,
        ["metrics"] = JsonText.Metrics(session.Metrics),
    };

    /// <param name="Duplicates">Rows that had been learned before, and were not learned again.</param>
    private sealed record Lesson(long Learned, long Duplicates);
}
