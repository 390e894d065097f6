using DistributedDL.Client;

namespace DistributedDL.Cli.CommandLine;

/// <summary>Where the server is: DDL_SERVER, or the default.</summary>
internal static class ServerAddress
{
    public const string Variable = "DDL_SERVER";
    public const string Default = "http://127.0.0.1:8001";

    public static string Current => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : Default;

    public static DistributedDLClient Connect()
    {
        var address = Current;
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new CommandFailedException($"{Variable} is '{address}', which is not an address as in {Default}");
        return new DistributedDLClient(uri);
    }
}
