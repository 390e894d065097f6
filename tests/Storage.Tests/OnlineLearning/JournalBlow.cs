namespace DistributedDL.Storage.Tests.OnlineLearning;

/// <param name="Where">Of all segments, or of a segment's bytes: 0 for the first, 1 for the last.</param>
internal sealed record JournalBlow(JournalHarm Harm, double Where, double Extent, byte[] Bytes)
{
    /// <returns>Whether something has changed; and whether it is of the kind of which a journal cannot know: nothing, or zeros, where its last bytes were.</returns>
    public (bool Changed, bool AtTheEnd) Strike(string folder)
    {
        var segments = Directory.GetFiles(folder).Order(StringComparer.Ordinal).ToList();
        if (segments.Count == 0) return (false, false);
        var (any, other) = (segments[At(Where, segments.Count)], segments[At(Extent, segments.Count)]);
        switch (Harm)
        {
            case JournalHarm.DeleteNewest or JournalHarm.DeleteAny:
                var gone = Harm == JournalHarm.DeleteAny ? any : segments[^1];
                File.Delete(gone);
                return (true, gone == segments[^1]);
            case JournalHarm.Exchange:
                var (one, two) = (File.ReadAllBytes(any), File.ReadAllBytes(other));
                File.WriteAllBytes(any, two);
                File.WriteAllBytes(other, one);
                return (any != other, false);
            case JournalHarm.RepeatAtEnd:
                var number = int.Parse(Path.GetFileNameWithoutExtension(segments[^1])) + 1;
                File.Copy(any, Path.Combine(folder, $"{number:D10}.journal"));
                return (true, false);
        }
        var path = Harm is JournalHarm.CutEnd or JournalHarm.ZeroEnd or JournalHarm.AppendBytes ? segments[^1] : any;
        var before = File.ReadAllBytes(path);
        var after = Change(before);
        File.WriteAllBytes(path, after);
        var same = after.AsSpan().CommonPrefixLength(before);
        return (same < Math.Max(before.Length, after.Length), path == segments[^1] && after.AsSpan(same).IndexOfAnyExcept((byte)0) < 0);
    }

    private byte[] Change(byte[] bytes)
    {
        var from = At(Extent, bytes.Length);
        var to = Math.Min(bytes.Length, from + Bytes.Length);
        return Harm switch
        {
            JournalHarm.CutEnd or JournalHarm.CutAny => bytes[..from],
            JournalHarm.ZeroEnd => [.. bytes[..(from / 4 * 4)], .. new byte[bytes.Length - from / 4 * 4]],
            JournalHarm.ZeroRange => [.. bytes[..from], .. new byte[to - from], .. bytes[to..]],
            JournalHarm.FlipBits => [.. bytes[..from], .. bytes[from..to].Select((b, i) => (byte)(b ^ (1 << (Bytes[i] % 8)))), .. bytes[to..]],
            JournalHarm.AppendBytes => [.. bytes, .. Bytes],
            JournalHarm.InsertBytes => [.. bytes[..from], .. Bytes, .. bytes[from..]],
            _ => [.. bytes[..from], .. Bytes[..(to - from)], .. bytes[to..]],
        };
    }

    private static int At(double place, int count) => Math.Max(0, Math.Min(count - 1, (int)(place * count)));
}
