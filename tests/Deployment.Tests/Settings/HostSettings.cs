using System.ComponentModel;
using System.Reflection;
using DistributedDL.Cli.Serving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DistributedDL.Deployment.Tests.Settings;

/// <summary>Environment variables of a process, against the options of the host that <c>ddl serve</c> would run with them.</summary>
internal static class HostSettings
{
    /// <summary>What is wrong: a key of no option, a value that does not come to be the option's, or one that the validators refuse.</summary>
    public static async Task<IReadOnlyList<string>> Faults(IReadOnlyDictionary<string, string> environment)
    {
        var settings = environment.Where(pair => pair.Key.Contains("__", StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key.Replace("__", ":", StringComparison.Ordinal), pair => (string?)pair.Value);
        await using var app = Server.Build(new Dictionary<string, string?>(settings), verbose: false);
        var faults = new List<string>();
        foreach (var (key, value) in settings) faults.AddRange(FaultsOf(key, value!, app.Services));
        return faults;
    }

    private static IEnumerable<string> FaultsOf(string key, string text, IServiceProvider services)
    {
        var (section, name) = (key[..key.LastIndexOf(':')], key[(key.LastIndexOf(':') + 1)..]);
        var found = ServerOptions.Types.Where(type => type.Section == section && type.Options.GetProperty(name) is { CanWrite: true })
            .Select(type => type.Options).Where(type => IsBound(type, services)).ToList();
        if (found.Count == 0) yield return $"{key}: no option of this host has that name";
        foreach (var type in found)
        {
            var property = type.GetProperty(name)!;
            var (value, refusal) = Read(type, property, services);
            if (refusal is not null) yield return refusal;
            else if (!Equals(value, Convert(text, property.PropertyType))) yield return $"{key} is '{text}', and {type.Name}.{name} becomes '{value}'";
        }
    }

    private static (object? Value, string? Refusal) Read(Type type, PropertyInfo property, IServiceProvider services)
    {
        try
        {
            var options = services.GetRequiredService(typeof(IOptions<>).MakeGenericType(type));
            return (property.GetValue(options.GetType().GetProperty("Value")!.GetValue(options)), null);
        }
        catch (TargetInvocationException e) when (e.InnerException is OptionsValidationException refused)
        {
            return (null, refused.Message);
        }
    }

    private static bool IsBound(Type type, IServiceProvider services) => services.GetServices(typeof(IConfigureOptions<>).MakeGenericType(type)).Any();

    private static object? Convert(string text, Type type) => TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text);
}
