using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace DistributedDL.Clustering;

/// <summary>Says of each fault the key, the value and the bound; what Redis is given may hold a password and is not repeated.</summary>
internal sealed class ClusterJoinOptionsValidator : IValidateOptions<ClusterJoinOptions>
{
    public ValidateOptionsResult Validate(string? name, ClusterJoinOptions options)
    {
        var faults = new List<string>();
        var isMode = Enum.TryParse<ClusterMode>(options.Mode, ignoreCase: true, out var mode) && Enum.IsDefined(mode);
        if (!isMode) Fault(nameof(options.Mode), $"is '{options.Mode}'; it must be one of {string.Join(", ", Enum.GetNames<ClusterMode>())}");
        if (isMode && mode == ClusterMode.Redis) CheckRedis(options.Redis);
        foreach (var (key, value) in new[] { (nameof(options.ClusterId), options.ClusterId), (nameof(options.ServiceId), options.ServiceId) })
        {
            if (string.IsNullOrWhiteSpace(value)) Fault(key, "is empty; it must not be");
        }
        var roles = RoleList.Parse(options.Roles);
        if (roles is null) Fault(nameof(options.Roles), $"is '{options.Roles}'; it must be {RoleList.Rule}");
        else if (isMode && mode == ClusterMode.Embedded && roles != ProcessRoles.All)
            Fault(nameof(options.Roles), $"is '{options.Roles}'; with {ClusterJoinOptions.Section}:Mode Embedded, where one process is the whole cluster, it must be {RoleList.Format(ProcessRoles.All)}");
        Within(nameof(options.ProbeTimeout), options.ProbeTimeout, TimeSpan.FromMilliseconds(200), TimeSpan.FromMinutes(1));
        Within(nameof(options.RefreshInterval), options.RefreshInterval, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        Within(nameof(options.ShutdownTimeout), options.ShutdownTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(30));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Fault(string key, string text) => faults.Add($"{ClusterJoinOptions.Section}:{key} {text}");

        void Within(string key, TimeSpan value, TimeSpan least, TimeSpan most)
        {
            if (value < least || value > most) Fault(key, $"is '{value}'; it must be from {least} to {most}");
        }

        void CheckRedis(string? redis)
        {
            if (string.IsNullOrWhiteSpace(redis)) Fault(nameof(options.Redis), "is empty; with mode Redis it must say where Redis is, as in redis:6379");
            else if (!IsConnection(redis)) Fault(nameof(options.Redis), "is not a connection string of StackExchange.Redis, as in redis:6379,password=…");
        }
    }

    private static bool IsConnection(string text)
    {
        try
        {
            return ConfigurationOptions.Parse(text).EndPoints.Count > 0;
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return false;
        }
    }
}
