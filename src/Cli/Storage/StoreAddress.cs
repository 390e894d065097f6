using DistributedDL.Cli.CommandLine;
using DistributedDL.Storage;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Blobs.Azure;
using DistributedDL.Storage.Blobs.Copying;
using Microsoft.Extensions.Configuration;

namespace DistributedDL.Cli.Storage;

/// <summary>A store as the command line names it; never shown with a secret in it.</summary>
internal sealed class StoreAddress
{
    public const string Rule = "dir:PATH, azure (as Storage:Azure says, in ./appsettings.json or Storage__Azure__… of the environment) or azure:CONNECTIONSTRING";

    private const string DirectoryScheme = "dir:";
    private const string AzureScheme = "azure";
    private readonly string? _connection;

    private StoreAddress(string? folder, string? connection) => (Folder, _connection) = (folder, connection);

    /// <summary>Null for Azure.</summary>
    public string? Folder { get; }

    /// <summary>For people: a folder, or the kind of store.</summary>
    public string Shown => Folder is null ? "Azure Blob Storage" : Given;

    /// <summary>As it was given, but for a connection string.</summary>
    public string Given => Folder is null ? AzureScheme : DirectoryScheme + Folder;

    public static bool TryParse(string text, out StoreAddress? address)
    {
        address = text.StartsWith(DirectoryScheme, StringComparison.Ordinal) && text.Length > DirectoryScheme.Length ? new StoreAddress(text[DirectoryScheme.Length..], null)
            : text is AzureScheme or AzureScheme + ":env" ? new StoreAddress(null, null)
            : text.StartsWith(AzureScheme + ":", StringComparison.Ordinal) && text.Contains('=', StringComparison.Ordinal) ? new StoreAddress(null, text[(AzureScheme.Length + 1)..])
            : null;
        return address is not null;
    }

    /// <summary>Null for a folder.</summary>
    /// <exception cref="CommandFailedException">An option is wrong.</exception>
    public AzureInstallation? Azure()
    {
        if (Folder is not null) return null;
        var options = new AzureBlobOptions();
        var configuration = new ConfigurationBuilder().SetBasePath(Environment.CurrentDirectory).AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables().Build();
        try
        {
            configuration.GetSection(AzureBlobOptions.Section).Bind(options);
            if (_connection is not null) (options.ConnectionString, options.ServiceUri) = (_connection, null);
            return new AzureInstallation(options);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw new CommandFailedException("the settings of Azure Blob Storage are wrong", e.Message.Split(" (Parameter")[0].Split("; "));
        }
    }
}
