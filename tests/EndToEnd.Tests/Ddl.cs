using System.Diagnostics;

namespace DistributedDL.EndToEnd.Tests;

/// <summary>The script <c>ddl</c> of the source tree, as a user calls it.</summary>
internal static class Ddl
{
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public static string Root { get; } = FindRoot();

    public static string Script => Path.Combine(Root, "ddl");

    public static string Digits => Path.Combine(Root, "samples", "digits.csv.gz");

    public static string DigitsNet => Path.Combine(Root, "samples", "digits-net.yaml");

    /// <param name="server">DDL_SERVER, or null for none.</param>
    public static async Task<Outcome> Run(string? server, params string[] arguments)
    {
        using var process = Start(server, arguments);
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(Limit);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return new Outcome(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    public static Process Start(string? server, params string[] arguments) => Start(server, new Dictionary<string, string>(), arguments);

    /// <param name="environment">Variables beside those of this process.</param>
    public static Process Start(string? server, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var info = new ProcessStartInfo(Script, arguments)
        {
            WorkingDirectory = Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment.Remove("DDL_SERVER");
        if (server is not null) info.Environment["DDL_SERVER"] = server;
        foreach (var (name, value) in environment) info.Environment[name] = value;
        return Process.Start(info)!;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "DistributedDL.sln"))) return folder.FullName;
        throw new InvalidOperationException("these tests run inside the source tree");
    }
}
