namespace DistributedDL.Storage.Blobs;

/// <summary>The rule for blob names, which every store shares.</summary>
public static class BlobName
{
    public const int MaxLength = 1024;

    /// <summary>A part is a file name, to which most file systems give 255 bytes.</summary>
    public const int MaxPartLength = 255;

    public const string Rule =
        "a blob name is a '/'-separated path of letters, digits and '. _ - @ =', 1 to 1024 characters, each part 1 to 255, no part '.', no '..'";

    public static bool IsValid(string? name) =>
        name is { Length: > 0 and <= MaxLength } && IsValidPrefix(name)
        && name.Split('/').All(part => part.Length is > 0 and <= MaxPartLength && part != ".");

    /// <summary>Whether a valid name can begin so; the empty prefix is one.</summary>
    public static bool IsValidPrefix(string? prefix) =>
        prefix is { Length: <= MaxLength } && !prefix.StartsWith('/')
        && !prefix.Contains("..", StringComparison.Ordinal) && !prefix.Contains("//", StringComparison.Ordinal) && prefix.All(IsAllowed);

    public static bool IsAllowed(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '@' or '=' or '/';

    /// <exception cref="ArgumentException">Not a blob name.</exception>
    public static void Require(string? name)
    {
        if (!IsValid(name)) throw new ArgumentException($"'{Shown(name)}' is not a blob name: {Rule}", nameof(name));
    }

    /// <exception cref="ArgumentException">No blob name begins so.</exception>
    public static void RequirePrefix(string? prefix)
    {
        if (!IsValidPrefix(prefix)) throw new ArgumentException($"no blob name begins with '{Shown(prefix)}': {Rule}", nameof(prefix));
    }

    private static string? Shown(string? name) => name is { Length: > 80 } ? $"{name[..80]}… ({name.Length} characters)" : name;
}
