using DistributedDL.Cli.CommandLine;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client;
using DistributedDL.Client.OnlineLearning;
using DistributedDL.Client.Prediction;

namespace DistributedDL.Cli.Demo;

/// <summary>
/// Streams digits, turned by 90° from one on, into an online session, beside the frozen version it started from:
/// (1) open the session; (2) predict all digits with the frozen version; (3) learn the first half; (4) kill the server, start it
/// again and compare, where it is the demo's own; (5) go on with the same stream.
/// </summary>
internal sealed class DemoOnline(
    CommandCall call, DistributedDLClient client, DemoServer server, int version, Digits digits, DemoStage stage, DemoFigures figures)
{
    public const int TurnedFrom = 200;
    private const int RowsInMessage = 10;
    private const int Restart = 400;
    private readonly Digits _stream = digits.TurnedFrom(TurnedFrom);
    private readonly AccuracyTrack _live = new();
    private readonly AccuracyTrack _frozen = new();

    public async Task Run()
    {
        stage.Begin("Online learning", $"predict, score, learn: {_stream.Count} digits; after {TurnedFrom} the scanner is turned by 90°");
        // (1)
        await client.OnlineLearning.OpenSessionAsync(new OpenSessionRequest
        {
            Session = server.Names.Session,
            Spec = new OnlineSessionSpec { Model = server.Names.Model, Version = version, Optimizer = "sgd", LearningRate = 0.05 },
        }, call.Brief);
        // (2)
        await PredictFrozen();
        stage.Blank();
        DemoChart.Header(stage);
        await using var learner = await OnlineSessionClient.Connect(client, server.Names.Session, cancellation: call.Cancellation);
        // (3)
        await Learn(learner, 0, Restart);
        // (4)
        await KillAndCompare();
        // (5)
        await Learn(learner, Restart, _stream.Count);
        (figures.PrequentialAccuracyLast200, figures.FrozenAccuracyLast200) = (_live.Window, _frozen.At(_stream.Count));
        stage.Blank();
        stage.Say($"last {AccuracyTrack.WindowSize}: the session [bold green]{Figures.Percent(_live.Window)}[/], the frozen version [bold red]{Figures.Percent(_frozen.At(_stream.Count))}[/]");
    }

    private async Task PredictFrozen()
    {
        var request = new PredictRequest { Model = server.Names.Model, Version = version };
        foreach (var image in _stream.Pixels) request.Features.AddRange(image);
        var response = await client.Prediction.PredictAsync(request, call.Brief);
        for (var i = 0; i < _stream.Count; i++) _frozen.Add(response.PredictedLabels[i] == _stream.Labels[i]);
    }

    private async Task Learn(OnlineSessionClient learner, int from, int to)
    {
        var sending = Send(learner, from, to);
        await foreach (var acknowledged in learner.Acknowledgements(call.Cancellation))
        {
            foreach (var predicted in acknowledged.PredictedLabels) _live.Add(predicted == _stream.Labels[_live.Count]);
            if (_live.Count % DemoChart.Every == 0 || _live.Count == _stream.Count) DemoChart.Row(stage, _live.Count, _live.Window, _frozen.At(_live.Count));
            if (acknowledged.LastSequence >= to) break;
        }
        await sending;
    }

    private async Task Send(OnlineSessionClient learner, int from, int to)
    {
        for (var first = from; first < to; first += RowsInMessage)
        {
            var message = new LearnExamples();
            for (var i = first; i < Math.Min(first + RowsInMessage, to); i++)
            {
                message.Features.AddRange(_stream.Pixels[i]);
                message.Labels.Add(_stream.Labels[i]);
            }
            await learner.Send(message, call.Cancellation);
        }
    }

    private async Task KillAndCompare()
    {
        var before = await Show();
        await server.KillAndStartAgain();
        var after = await Show();
        (figures.WeightsSha256Before, figures.WeightsSha256After) = (before.WeightsSha256, after.WeightsSha256);
        (figures.ExamplesBefore, figures.ExamplesAfter) = (before.Examples, after.Examples);
        figures.SameMetrics = before.Metrics.Equals(after.Metrics);
        var same = before.WeightsSha256 == after.WeightsSha256 && before.Examples == after.Examples && figures.SameMetrics;
        if (!same) throw new CommandFailedException("the session is not the same after the restart", $"before: {before}", $"after:  {after}");
        stage.Say($"the session as it was: {after.Examples} examples, weights [green]{Figures.Digest(after.WeightsSha256)}[/], every metric the same");
    }

    private async Task<OnlineSession> Show() => await client.OnlineLearning.GetSessionAsync(
        new GetSessionRequest { Session = server.Names.Session }, call.Brief.WithWaitForReady());
}
