using System.Reflection;
using DistributedDL.Cli.Serving;

namespace DistributedDL.Cli.Tests.Serving;

public sealed class ServerOptionsTests
{
    [Fact]
    public void Types_AreAllOptionsWithASection()
    {
        var assemblies = new HashSet<Assembly>();
        Add(typeof(ServerOptions).Assembly);

        var found = assemblies.SelectMany(assembly => assembly.GetTypes()).Where(type => type.Name.EndsWith("Options", StringComparison.Ordinal))
            .Select(type => (Section: type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string, Options: type))
            .Where(type => type.Section is not null);

        Assert.Equal(found.OrderBy(type => type.Section).Select(type => (type.Section!, type.Options)), ServerOptions.Types.OrderBy(type => type.Section));

        void Add(Assembly assembly)
        {
            if (!assemblies.Add(assembly)) return;
            foreach (var name in assembly.GetReferencedAssemblies())
                if (name.Name!.StartsWith("DistributedDL.", StringComparison.Ordinal)) Add(Assembly.Load(name));
        }
    }
}
