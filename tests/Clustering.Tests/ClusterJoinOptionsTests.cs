using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace DistributedDL.Clustering.Tests;

public sealed class ClusterJoinOptionsTests
{
    [Fact]
    public void Validate_Defaults_AreOneProcessOfAllRoles()
    {
        var options = Options();

        Assert.Equal((ClusterMode.Embedded, ProcessRoles.All), (options.JoinsBy, options.Takes));
    }

    [Fact]
    public void Validate_Redis_TakesAnyRoles()
    {
        var options = Options(("Mode", "redis"), ("Redis", "a:6379,b:6379,password=secret"), ("Roles", "serving, Training"));

        Assert.Equal((ClusterMode.Redis, ProcessRoles.Serving | ProcessRoles.Training), (options.JoinsBy, options.Takes));
    }

    [Theory]
    [InlineData("Mode", "Zoo", "Cluster:Mode is 'Zoo'; it must be one of Embedded, Redis")]
    [InlineData("Mode", "Redis", "Cluster:Redis is empty; with mode Redis it must say where Redis is, as in redis:6379")]
    [InlineData("ClusterId", " ", "Cluster:ClusterId is empty; it must not be")]
    [InlineData("Roles", "cook", "Cluster:Roles is 'cook'; it must be a comma-separated list of gateway, serving, training, each once at most and one at least")]
    [InlineData("Roles", "serving,serving", "Cluster:Roles is 'serving,serving'; it must be a comma-separated list of gateway, serving, training, each once at most and one at least")]
    [InlineData("Roles", "training", "Cluster:Roles is 'training'; with Cluster:Mode Embedded, where one process is the whole cluster, it must be gateway,serving,training")]
    [InlineData("ProbeTimeout", "00:02:00", "Cluster:ProbeTimeout is '00:02:00'; it must be from 00:00:00.2000000 to 00:01:00")]
    [InlineData("ShutdownTimeout", "00:00:00", "Cluster:ShutdownTimeout is '00:00:00'; it must be from 00:00:01 to 00:30:00")]
    public void Validate_Fault_NamesKeyValueAndBound(string key, string value, string expected)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Options((key, value)));

        Assert.Equal([expected], refused.Failures);
    }

    [Fact]
    public void Validate_RedisThatIsNone_DoesNotRepeatIt()
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Options(("Mode", "Redis"), ("Redis", "password=secret,nonsense=1")));

        Assert.Contains("Cluster:Redis is not a connection string", Assert.Single(refused.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    private static ClusterJoinOptions Options(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Cluster:{setting.Key}", (string?)setting.Value))).Build();
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddClusterJoining().BuildServiceProvider();
        return services.GetRequiredService<IOptions<ClusterJoinOptions>>().Value;
    }
}
