using Spectre.Console;

namespace DistributedDL.Cli.Terminal;

internal sealed class ProgressBar : ProgressLine
{
    private const int BarWidth = 20;
    private const int Beside = BarWidth + 12;
    private readonly ProgressTask _task;
    private readonly string _title;
    private readonly int _width;

    private ProgressBar(ProgressTask task, string title, int width) => (_task, _title, _width) = (task, title, width);

    public static async Task<T> Run<T>(string title, Func<ProgressLine, Task<T>> work)
    {
        var console = Terminals.OnError();
        return await console.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = BarWidth }, new RemainingTimeColumn())
            .StartAsync(context => work(new ProgressBar(context.AddTask(Markup.Escape(title), maxValue: 1), title, console.Profile.Width)));
    }

    public override void Report(double done, double total, string text)
    {
        _task.MaxValue = Math.Max(total, 1e-9);
        _task.Value = done;
        var room = Math.Max(_title.Length, _width - Beside);
        _task.Description = Markup.Escape(text.Length <= room ? text : text[..room]);
    }
}
