using System.Text.RegularExpressions;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Options;

namespace DistributedDL.Storage.Blobs.Azure;

/// <summary>Says of each fault the key, the value and the bound, and of a connection string nothing but that it is none.</summary>
/// <param name="provider">The chosen kind of store: the options of another are of no interest.</param>
internal sealed partial class AzureBlobOptionsValidator(Func<string?> provider) : IValidateOptions<AzureBlobOptions>
{
    private const string ContainerRule = "it must be 3 to 63 lower-case letters, digits and single hyphens, and begin and end with a letter or digit";

    public ValidateOptionsResult Validate(string? name, AzureBlobOptions options)
    {
        if (!string.Equals(provider(), StorageOptions.AzureBlob, StringComparison.OrdinalIgnoreCase)) return ValidateOptionsResult.Skip;
        var faults = Faults(options);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    /// <summary>All that is wrong with options that are about to be used.</summary>
    public static List<string> Faults(AzureBlobOptions options)
    {
        var faults = new List<string>();
        var (hasSecret, hasUri) = (!string.IsNullOrEmpty(options.ConnectionString), !string.IsNullOrEmpty(options.ServiceUri));
        if (hasSecret == hasUri)
            faults.Add($"{Key(nameof(options.ConnectionString))} and {Key(nameof(options.ServiceUri))} are {(hasSecret ? "both" : "neither")} set; exactly one must be");
        if (hasSecret && !IsConnectionString(options.ConnectionString!))
            faults.Add($"{Key(nameof(options.ConnectionString))} is a text of {options.ConnectionString!.Length} characters (not shown); it must be a storage connection string, as in AccountName=…;AccountKey=…");
        if (hasUri && !(Uri.TryCreate(options.ServiceUri, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http"))
            faults.Add($"{Key(nameof(options.ServiceUri))} is '{options.ServiceUri}'; it must be an http or https address");
        else if (hasUri && new Uri(options.ServiceUri!).Query.Length > 0)
            faults.Add($"{Key(nameof(options.ServiceUri))} has a query (not shown); it must be an address without a signature, which belongs into {Key(nameof(options.ConnectionString))}");
        CheckContainer(nameof(options.Container), options.Container, faults);
        CheckContainer(nameof(options.GrainStateContainer), options.GrainStateContainer, faults);
        if (options.Container == options.GrainStateContainer)
            faults.Add($"{Key(nameof(options.GrainStateContainer))} is '{options.GrainStateContainer}'; it must be another than {Key(nameof(options.Container))}");
        Check(nameof(options.NetworkTimeout), options.NetworkTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10), faults);
        Check(nameof(options.MaxRetries), options.MaxRetries, 0, 20, faults);
        Check(nameof(options.MaxRetryDelay), options.MaxRetryDelay, TimeSpan.FromMilliseconds(200), TimeSpan.FromMinutes(2), faults);
        return faults;
    }

    private static string Key(string name) => $"{AzureBlobOptions.Section}:{name}";

    private static void CheckContainer(string name, string? value, List<string> faults)
    {
        if (value is null || !ContainerName().IsMatch(value)) faults.Add($"{Key(name)} is '{value}'; {ContainerRule}");
    }

    private static void Check<T>(string name, T value, T least, T most, List<string> faults) where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0) faults.Add($"{Key(name)} is '{value}'; it must be {least} to {most}");
    }

    private static bool IsConnectionString(string text)
    {
        try
        {
            _ = new BlobServiceClient(text);
            return true;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    [GeneratedRegex("^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex ContainerName();
}
