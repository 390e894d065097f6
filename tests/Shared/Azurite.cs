using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DistributedDL.Tests.Shared;

/// <summary>
/// The emulator of Azure Blob Storage as a process of its own, on a free port and with its data on disk; where it is not installed, tests that need it are skipped
/// and say so. <c>./test</c> installs it.
/// </summary>
public sealed class Azurite : IAsyncLifetime
{
    private const string AccountName = "devstoreaccount1";

    /// <summary>The account key of the emulator, which is public.</summary>
    public const string AccountKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly TimeSpan StartUp = TimeSpan.FromSeconds(60);

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"ddl-azurite-{Guid.NewGuid():N}");
    private readonly StringBuilder _output = new();
    private Process? _process;

    public int Port { get; private set; }

    public string ConnectionString => ConnectionStringAt(Port);

    /// <summary>By way of another port, as of a <see cref="TcpRelay"/>.</summary>
    public static string ConnectionStringAt(int port) =>
        $"DefaultEndpointsProtocol=http;AccountName={AccountName};AccountKey={AccountKey};BlobEndpoint=http://127.0.0.1:{port}/{AccountName};";

    /// <summary>Skips the test that calls it where the emulator is not installed.</summary>
    public static void Require() => Assert.SkipWhen(Program is null, "needs Azurite: npm install --prefix .build/azurite azurite@3.37.0");

    public async ValueTask InitializeAsync()
    {
        if (Program is null) return;
        Directory.CreateDirectory(_folder);
        for (var attempt = 1; ; attempt++)
        {
            Port = FreePort();
            if (await TryStart()) return;
            if (attempt == 3) throw new InvalidOperationException($"Azurite did not start: {_output}");
        }
    }

    public ValueTask DisposeAsync()
    {
        Stop();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private void Stop()
    {
        if (_process is not { } process) return;
        _process = null;
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
    }

    private static string? Program { get; } = Find();

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var program = Path.Combine(folder.FullName, ".build/azurite/node_modules/.bin/azurite-blob");
            if (File.Exists(program)) return program;
        }
        return null;
    }

    private async Task<bool> TryStart()
    {
        var start = new ProcessStartInfo("node", [
            File.ResolveLinkTarget(Program!, true)!.FullName, "--blobPort", $"{Port}", "--location", _folder, "--silent", "--skipApiVersionCheck", "--disableTelemetry"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = _process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begun) < StartUp && !process.HasExited)
        {
            if (await Answers()) return true;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
        Stop();
        return false;
    }

    private async Task<bool> Answers()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        lock (_output) _output.AppendLine(line);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
