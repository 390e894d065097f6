namespace DistributedDL.Bench.Processes;

/// <summary>Baseline of a command's wall time: a .NET process that writes one line.</summary>
internal static class BareProgram
{
    public const string Command = "bare-program";

    public static int Run()
    {
        Console.WriteLine("ready");
        return 0;
    }
}
