using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using DistributedDL.Storage.Blobs;
using DistributedDL.Storage.Blobs.Faults;
using Microsoft.Extensions.Options;

namespace DistributedDL.Storage;

/// <summary>Says of each fault the key, the value and the bound.</summary>
internal sealed class StorageOptionsValidator(IEnumerable<IBlobStoreFactory> factories) : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var faults = new List<string>();
        foreach (var property in typeof(StorageOptions).GetProperties())
        {
            var value = property.GetValue(options);
            foreach (var rule in property.GetCustomAttributes<ValidationAttribute>().Where(r => !r.IsValid(value)))
                faults.Add($"{StorageOptions.Section}:{property.Name} is '{value}'; {Bound(rule)}");
        }
        var known = factories.Select(f => f.Name).ToList();
        if (!string.IsNullOrEmpty(options.Provider) && !known.Contains(options.Provider, StringComparer.OrdinalIgnoreCase))
            faults.Add($"{StorageOptions.Section}:{nameof(StorageOptions.Provider)} is '{options.Provider}'; known: {string.Join(", ", known)}");
        if (!string.IsNullOrEmpty(options.Fault) && !FaultPoint.TryParse(options.Fault, out _))
            faults.Add($"{StorageOptions.Section}:{nameof(StorageOptions.Fault)} is '{options.Fault}'; {FaultPoint.Rule}");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static string Bound(ValidationAttribute rule) => rule is RangeAttribute range
        ? string.Create(CultureInfo.InvariantCulture, $"it must be {range.Minimum} to {range.Maximum}")
        : "it must not be empty";
}
