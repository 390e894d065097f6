using System.Net;
using System.Net.Sockets;

namespace DistributedDL.Cli.Tests.Serving;

public sealed class HealthCommandTests
{
    [Fact]
    public async Task Run_NobodyAnswers_NamesTheOptionForAnotherAddress()
    {
        // Bound and not listening: a connection is refused, and nobody else takes the port meanwhile.
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var url = $"http://{taken.LocalEndPoint}/health/ready";

        var (code, output, error) = await Ddl.Run($"health --url {url}");

        Assert.Equal(1, code);
        Assert.Empty(output);
        Assert.StartsWith($"error: {url} does not answer", error, StringComparison.Ordinal);
        Assert.Contains("--url", error.Split('\n')[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_SaysThatTheServersAddressIsNotRead() => Assert.Contains("DDL_SERVER", (await Ddl.Run("health --help")).Output, StringComparison.Ordinal);
}
