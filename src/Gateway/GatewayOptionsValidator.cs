using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace DistributedDL.Gateway;

/// <summary>Checks every option against its range, and names key, value and bound of each that is out of it.</summary>
internal sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var faults = new List<string>();
        foreach (var property in typeof(GatewayOptions).GetProperties())
        {
            if (property.GetCustomAttribute<RangeAttribute>() is not { } range) continue;
            var value = property.GetValue(options);
            if (!range.IsValid(value))
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"{Key(property.Name)} is {value}; it must be {range.Minimum} to {range.Maximum}"));
        }
        if (ParseAddress(options.BindAddress) is null)
            faults.Add($"{Key(nameof(options.BindAddress))} is '{options.BindAddress}'; it must be an IP address, 'localhost' or '*'");
        AddSharedPorts(options, faults);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    internal static string Key(string property) => $"{GatewayOptions.Section}:{property}";

    /// <returns>Null when the text is none.</returns>
    internal static IPAddress? ParseAddress(string? text) => text switch
    {
        "localhost" => IPAddress.Loopback,
        "*" => IPAddress.Any,
        _ => IPAddress.TryParse(text, out var address) ? address : null,
    };

    private static void AddSharedPorts(GatewayOptions options, List<string> faults)
    {
        (string Key, int Port)[] ports =
        [
            (Key(nameof(options.HttpPort)), options.HttpPort),
            (Key(nameof(options.GrpcPort)), options.GrpcPort),
            (Key(nameof(options.MetricsPort)), options.MetricsPort),
        ];
        foreach (var shared in ports.Where(port => port.Port != 0).GroupBy(port => port.Port).Where(group => group.Count() > 1))
            faults.Add($"{string.Join(" and ", shared.Select(port => port.Key))} are both {shared.Key}; each needs a port of its own");
    }
}
