using System.Globalization;
using System.Text.RegularExpressions;

namespace DistributedDL.Deployment.Plan;

/// <summary>Which loopback port stands for which port of which service.</summary>
internal sealed class PortMap
{
    public const string Loopback = "127.0.0.1";

    private readonly Dictionary<(string Service, int Port), int> _ports = [];

    public void Add(string service, int inside, int here) => _ports[(service, inside)] = here;

    public int Of(string service, int inside) => _ports[(service, inside)];

    public IReadOnlyDictionary<int, int> Of(string service) =>
        _ports.Where(pair => pair.Key.Service == service).ToDictionary(pair => pair.Key.Port, pair => pair.Value);

    /// <summary>Each <c>service:port</c> in a text becomes an address on loopback.</summary>
    public string Translate(string text) => _ports.Aggregate(text, (current, pair) =>
        Regex.Replace(current, $@"(?<![\w.-]){Regex.Escape(pair.Key.Service)}:{pair.Key.Port}(?!\d)", $"{Loopback}:{pair.Value}"));

    /// <summary>An argument of a service's command: also its own port, and the address that stands for all.</summary>
    public string TranslateArgument(string service, string argument)
    {
        if (argument == "0.0.0.0") return Loopback;
        if (int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && _ports.TryGetValue((service, number), out var here))
            return here.ToString(CultureInfo.InvariantCulture);
        foreach (var (inside, mapped) in Of(service))
            argument = Regex.Replace(argument, $@"0\.0\.0\.0:{inside}(?!\d)", $"{Loopback}:{mapped}");
        return Translate(argument);
    }
}
