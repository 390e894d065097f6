using Microsoft.Extensions.Options;

namespace DistributedDL.Silo.Hosting;

internal sealed class SiloHostOptionsValidator : IValidateOptions<SiloHostOptions>
{
    public ValidateOptionsResult Validate(string? name, SiloHostOptions options) => new OptionBounds(SiloHostOptions.Section)
        .Must(nameof(options.AdvertisedAddress), options.AdvertisedAddress, Uri.CheckHostName(options.AdvertisedAddress) != UriHostNameType.Unknown, "an IP address or a host name")
        .Within(nameof(options.SiloPort), options.SiloPort, 0, 65_535)
        .Within(nameof(options.GatewayPort), options.GatewayPort, 0, 65_535)
        .Must(nameof(options.GatewayPort), options.GatewayPort, options.GatewayPort == 0 || options.GatewayPort != options.SiloPort, $"another than {SiloHostOptions.Section}:{nameof(options.SiloPort)}")
        .Within(nameof(options.RankPort), options.RankPort, 0, 65_535)
        .Within(nameof(options.MaxEnqueuedRequests), options.MaxEnqueuedRequests, 1, 1_000_000)
        .Within(nameof(options.ActivationTimeout), options.ActivationTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1))
        .Within(nameof(options.KeepWarm), options.KeepWarm, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30))
        .Result;
}
