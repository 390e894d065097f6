using Microsoft.Extensions.Options;

namespace DistributedDL.Silo.Hosting;

/// <summary>Collects every fault of an options object, each naming key, value and bound.</summary>
internal sealed class OptionBounds(string section)
{
    private readonly List<string> _faults = [];

    public ValidateOptionsResult Result => _faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_faults);

    public OptionBounds Within<T>(string key, T value, T least, T most) where T : IComparable<T> =>
        Must(key, value, value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0, $"from {least} to {most}");

    public OptionBounds Must<T>(string key, T value, bool holds, string bound)
    {
        if (!holds) _faults.Add($"{section}:{key} is '{value}'; it must be {bound}");
        return this;
    }
}
