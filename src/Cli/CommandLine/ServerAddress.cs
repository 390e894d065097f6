using DistributedDL.Client;

namespace DistributedDL.Cli.CommandLine;

/// <summary>Where the server is: DDL_SERVER, or the default.</summary>
internal static class ServerAddress
{
    public const string Variable = DistributedDLClient.AddressVariable;
    public const string Default = DistributedDLClient.DefaultAddress;

    public static string Current => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : Default;

    /// <param name="readAttempts">A command says at once that nobody answers; see <see cref="ReadAttempts"/>.</param>
    public static DistributedDLClient Connect(int readAttempts = 1)
    {
        try
        {
            return new DistributedDLClient(DistributedDLClient.ParseAddress(Current), readAttempts);
        }
        catch (ArgumentException)
        {
            throw new CommandFailedException($"{Variable} is '{Current}', which is not an address as in {Default}");
        }
    }
}
