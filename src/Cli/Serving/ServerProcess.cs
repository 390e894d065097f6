using System.Diagnostics;
using System.Text.Json;
using DistributedDL.Cli.CommandLine;

namespace DistributedDL.Cli.Serving;

/// <summary>A <c>ddl serve</c> of its own process, which ends with this one at the latest.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);
    private readonly Process _process;

    private ServerProcess(Process process, Uri grpc) => (_process, Grpc) = (process, grpc);

    public Uri Grpc { get; }

    public int Id => _process.Id;

    /// <param name="grpcPort">0 for any free one.</param>
    /// <exception cref="CommandFailedException">It did not become ready.</exception>
    public static async Task<ServerProcess> Start(string dataDirectory, int grpcPort, CancellationToken cancellation)
    {
        var process = Process.Start(StartInfo(dataDirectory, grpcPort)) ?? throw new CommandFailedException("ddl serve did not start");
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(StartLimit);
            var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            var line = await process.StandardOutput.ReadLineAsync(limit.Token) ?? throw new CommandFailedException($"ddl serve did not start: {(await errors).Trim()}");
            using var ready = JsonDocument.Parse(line);
            return new ServerProcess(process, new Uri(ready.RootElement.GetProperty("grpc").GetString()!));
        }
        catch
        {
            End(process);
            throw;
        }
    }

    /// <summary>Ends it at once, with nothing written any more (SIGKILL).</summary>
    public void Kill() => End(_process);

    /// <summary>Lets it finish its calls and write its state.</summary>
    public async Task Stop()
    {
        _process.StandardInput.Close();
        using var limit = new CancellationTokenSource(StopLimit);
        await _process.WaitForExitAsync(limit.Token);
    }

    private static ProcessStartInfo StartInfo(string dataDirectory, int grpcPort)
    {
        var info = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Under `dotnet ddl.dll` the process is dotnet.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            info.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "ddl.dll"));
        foreach (var argument in new[] { "serve", "--json", "--until-end-of-input", "--data", dataDirectory, "--http", "0", "--metrics", "0", "--grpc", $"{grpcPort}" })
            info.ArgumentList.Add(argument);
        return info;
    }

    private static void End(Process process)
    {
        if (process.HasExited) return;
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        End(_process);
        _process.Dispose();
    }
}
