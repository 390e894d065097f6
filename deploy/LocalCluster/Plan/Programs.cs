namespace DistributedDL.Deployment.Plan;

/// <summary>Which program of this machine stands for which image.</summary>
internal static class Programs
{
    private const string SearchPath = "PATH";

    public static IReadOnlyList<string> Ddl(LocalClusterOptions options) => ["dotnet", Present(Path.Combine(options.Root, ".build", "ddl", "ddl.dll"), "./ddl builds it")];

    /// <exception cref="FileNotFoundException">It is not installed; says how it is.</exception>
    public static IReadOnlyList<string> Of(ServiceKind kind, LocalClusterOptions options) => kind switch
    {
        ServiceKind.Redis => [OnPath("redis-server", "redis-server")],
        ServiceKind.Prometheus => [OnPath("prometheus", "prometheus")],
        ServiceKind.Azurite =>
        [
            OnPath("node", "nodejs"),
            Present(Path.Combine(options.Root, ".build", "azurite", "node_modules", "azurite", "dist", "src", "blob", "main.js"),
                "npm install --prefix .build/azurite azurite@3.37.0 brings it, as ./test does"),
        ],
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "has a program of its own"),
    };

    private static string OnPath(string program, string package) =>
        (Environment.GetEnvironmentVariable(SearchPath) ?? "").Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException($"{program} is not installed; the package {package} has it, and ./test installs it");

    private static string Present(string file, string how) => File.Exists(file) ? file : throw new FileNotFoundException($"{file} is missing: {how}");
}
