namespace DistributedDL.Cli.CommandLine;

/// <summary>All pages of a list.</summary>
internal static class Pages
{
    public static async Task<List<T>> All<T>(Func<string, Task<(IEnumerable<T> Items, string Next)>> page)
    {
        var all = new List<T>();
        var token = "";
        do
        {
            var (items, next) = await page(token);
            all.AddRange(items);
            token = next;
        }
        while (token.Length > 0);
        return all;
    }
}
