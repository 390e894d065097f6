using System.Globalization;

namespace DistributedDL.Cli.Demo;

/// <summary>The accuracy of session and frozen version, a line every so many digits.</summary>
internal static class DemoChart
{
    public const int Every = 50;
    private const int Width = 22;

    public static void Header(DemoStage stage) =>
        stage.Say($"[grey]digits  {"session, learning".PadRight(Width + 7)}frozen version    (accuracy, last {AccuracyTrack.WindowSize})[/]");

    public static void Row(DemoStage stage, int count, double session, double frozen)
    {
        var note = count == DemoOnline.TurnedFrom ? "  ← turned" : "";
        stage.Say($"{count,6}  [green]{Bar(session)}[/] {Number(session)}   [red]{Bar(frozen)}[/] {Number(frozen)}{note}");
    }

    private static string Number(double accuracy) => accuracy.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Bar(double share)
    {
        var filled = (int)Math.Round(share * Width);
        return new string('█', filled) + new string('░', Width - filled);
    }
}
