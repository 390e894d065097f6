using DistributedDL.Cli.CommandLine;
using DistributedDL.Storage;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Blobs.Azure;
using Microsoft.Extensions.Configuration;

namespace DistributedDL.Cli.Storage;

/// <summary>A store as the command line names it; never shown with a secret in it.</summary>
internal sealed class StoreAddress
{
    public const string Rule = "dir:PATH, azure (as Storage:Azure says, in ./appsettings.json or Storage__Azure__… of the environment) or azure:CONNECTIONSTRING";

    private const string DirectoryScheme = "dir:";
    private const string AzureScheme = "azure";
    private readonly string? _directory;
    private readonly string? _connection;

    private StoreAddress(string? directory, string? connection) => (_directory, _connection) = (directory, connection);

    /// <summary>For people: a folder, or the kind of store.</summary>
    public string Shown => _directory is null ? "Azure Blob Storage" : DirectoryScheme + _directory;

    public static bool TryParse(string text, out StoreAddress? address)
    {
        address = text.StartsWith(DirectoryScheme, StringComparison.Ordinal) && text.Length > DirectoryScheme.Length ? new StoreAddress(text[DirectoryScheme.Length..], null)
            : text is AzureScheme or AzureScheme + ":env" ? new StoreAddress(null, null)
            : text.StartsWith(AzureScheme + ":", StringComparison.Ordinal) && text.Contains('=', StringComparison.Ordinal) ? new StoreAddress(null, text[(AzureScheme.Length + 1)..])
            : null;
        return address is not null;
    }

    /// <param name="mustExist">A folder that is not there is a mistake, not an empty store.</param>
    /// <exception cref="CommandFailedException">There is no such folder, or an option is wrong.</exception>
    /// <exception cref="StoreLockedException">A server runs on it.</exception>
    public IBlobStore Open(bool mustExist, TimeProvider time)
    {
        if (_directory is not null)
        {
            if (mustExist && !Directory.Exists(_directory)) throw new CommandFailedException($"there is no folder {_directory}");
            return new DirectoryBlobStore(_directory, time);
        }
        var options = new AzureBlobOptions();
        var configuration = new ConfigurationBuilder().SetBasePath(Environment.CurrentDirectory).AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables().Build();
        try
        {
            configuration.GetSection(AzureBlobOptions.Section).Bind(options);
            if (_connection is not null) (options.ConnectionString, options.ServiceUri) = (_connection, null);
            return new AzureBlobStore(options);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw new CommandFailedException("the settings of Azure Blob Storage are wrong", e.Message.Split(" (Parameter")[0].Split("; "));
        }
    }
}
