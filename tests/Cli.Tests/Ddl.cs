using DistributedDL.Cli.CommandLine;

namespace DistributedDL.Cli.Tests;

/// <summary>Runs a command line within the test.</summary>
internal static class Ddl
{
    public static async Task<(int Code, string Output, string Error)> Run(string arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandRunner.Run(new DdlRootCommand(), arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), output, error);
        return (code, output.ToString(), error.ToString());
    }

    public static string Text(Action<TextWriter> write)
    {
        using var text = new StringWriter { NewLine = "\n" };
        write(text);
        return text.ToString();
    }
}
