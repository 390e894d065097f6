using DistributedDL.Cli.Terminal;

namespace DistributedDL.Cli.Demo;

internal static class DemoEnd
{
    public static void Write(DemoStage stage, DemoFigures figures)
    {
        stage.Begin("Now you", "the same on a server that stays");
        stage.Show("""
            ddl serve                                        in a second terminal
            ddl dataset import digits samples/digits.csv.gz --test-fraction 0.2
            ddl model create net --spec samples/digits-net.yaml
            ddl train net --dataset digits --epochs 20
            ddl evaluate net --dataset digits
            ddl session open s --model net --learning-rate 0.05
            ddl session learn s --input samples/digits.csv.gz --label 64
            ddl session snapshot s
            """);
        stage.Blank();
        stage.Say($"The demo took {Figures.Seconds(figures.Seconds)}.");
    }
}
