using System.Diagnostics;

namespace DistributedDL.EndToEnd.Tests;

/// <summary>The commands of README.md's <c>sh</c> blocks, in order, against one server.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task Commands_OfTheReadme_Succeed()
    {
        using var folder = new TempFolder();
        await using var server = await RunningServer.Start(folder.Data);
        // The demo has a test of its own.
        var commands = Commands().Where(line => line is not "./ddl demo").ToList();
        Assert.NotEmpty(commands);

        foreach (var command in commands)
        {
            var line = command.Replace("/tmp/", folder.File("") + "/", StringComparison.Ordinal);
            var info = new ProcessStartInfo("bash", ["-c", line]) { WorkingDirectory = Ddl.Root, RedirectStandardError = true, RedirectStandardOutput = true };
            info.Environment["DDL_SERVER"] = server.Grpc;
            using var process = Process.Start(info)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, $"{command}: exit {process.ExitCode}: {await error}{output}");
        }
    }

    private static IEnumerable<string> Commands()
    {
        var inside = false;
        foreach (var line in File.ReadLines(Path.Combine(Ddl.Root, "README.md")))
        {
            if (line.StartsWith("```", StringComparison.Ordinal)) inside = line == "```sh";
            else if (inside && line.Trim().Length > 0 && !line.StartsWith('#')) yield return line;
        }
    }
}
