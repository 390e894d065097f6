using DistributedDL.Silo.Hosting;
using Microsoft.Extensions.Options;

namespace DistributedDL.Silo.Lanes;

internal sealed class LaneOptionsValidator : IValidateOptions<LaneOptions>
{
    public ValidateOptionsResult Validate(string? name, LaneOptions options)
    {
        var bounds = new OptionBounds(LaneOptions.Section);
        foreach (var kind in Enum.GetValues<LaneKind>())
        {
            var (lanes, queue) = options.Of(kind);
            bounds.Within($"{kind}", lanes, 1, 64).Within($"{kind}Queue", queue, 1, 1_000_000);
        }
        return bounds.Result;
    }
}
