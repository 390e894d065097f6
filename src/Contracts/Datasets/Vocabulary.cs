namespace DistributedDL.Contracts.Datasets;

/// <summary>What one token of a text is.</summary>
public enum Vocabulary
{
    /// <summary>A Unicode character; a line end is <c>\n</c>, however the file writes it.</summary>
    Characters,

    /// <summary>A run of letters, digits, apostrophes and hyphens, or any other single character that is not blank; a line end is <c>\n</c>.</summary>
    Words,
}
