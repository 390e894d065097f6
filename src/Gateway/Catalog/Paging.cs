using System.Buffers.Text;
using System.Text;
using DistributedDL.Contracts.Catalog;
using DistributedDL.Contracts.Errors;
using DistributedDL.Contracts.Naming;

namespace DistributedDL.Gateway.Catalog;

/// <summary>Pages over the catalog. A token names the last resource of the page before; clients are to treat it as opaque.</summary>
internal static class Paging
{
    public const int DefaultSize = 100;
    public const int MaxSize = 1_000;

    /// <summary>Lists names, and reads each resource; one that was deleted in between is left out.</summary>
    /// <exception cref="InvalidArgumentException">Page size or token is wrong.</exception>
    public static async Task<(List<T> Items, string NextToken)> Page<T>(this IGrainFactory grains, ResourceKind kind, int size, string token, Func<string, Task<T>> show)
    {
        var (after, limit) = Parse(size, token);
        var page = await grains.GetGrain<ICatalog>(0).List(kind, after, limit);
        var items = new List<T>(page.Names.Count);
        foreach (var chunk in page.Names.Chunk(32))
            foreach (var found in await Task.WhenAll(chunk.Select(name => Find(name, show))))
                items.AddRange(found);
        return (items, page.Next is null ? "" : Token(page.Next));
    }

    internal static string Token(string after) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(after));

    internal static (string? After, int Limit) Parse(int size, string token)
    {
        var violations = new List<FieldViolation>();
        if (size is < 0 or > MaxSize) violations.Add(new("page_size", $"{size} is not within 1 to {MaxSize}; 0 gives {DefaultSize}"));
        string? after = null;
        if (token.Length > 0 && !TryDecode(token, out after)) violations.Add(new("page_token", $"'{token}' is not a token that a list has given"));
        InvalidArgumentException.ThrowIfAny(violations);
        return (after, size == 0 ? DefaultSize : size);
    }

    private static bool TryDecode(string token, out string? after)
    {
        after = null;
        if (token.Length > 2 * ResourceName.MaxLength || !Base64Url.IsValid(token)) return false;
        after = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
        return after.Length > 0;
    }

    private static async Task<T[]> Find<T>(string name, Func<string, Task<T>> show)
    {
        try
        {
            return [await show(name)];
        }
        catch (ResourceNotFoundException)
        {
            return [];
        }
    }
}
