using Spectre.Console;

namespace DistributedDL.Cli.Terminal;

internal sealed class ProgressBar : ProgressLine
{
    private readonly ProgressTask task;
    private readonly string title;

    private ProgressBar(ProgressTask task, string title) => (this.task, this.title) = (task, title);

    public static async Task<T> Run<T>(string title, Func<ProgressLine, Task<T>> work) =>
        await Terminals.OnError().Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = 20 }, new RemainingTimeColumn())
            .StartAsync(context => work(new ProgressBar(context.AddTask(Markup.Escape(title), maxValue: 1), title)));

    public override void Report(double done, double total, string text)
    {
        task.MaxValue = Math.Max(total, 1e-9);
        task.Value = done;
        task.Description = Markup.Escape($"{title}  {text}");
    }
}
