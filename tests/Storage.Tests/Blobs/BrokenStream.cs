namespace DistributedDL.Storage.Tests.Blobs;

/// <summary>An upload that breaks off after so many bytes.</summary>
public sealed class BrokenStream(long length) : PatternStream(length)
{
    public override int Read(byte[] buffer, int offset, int count) =>
        base.Read(buffer, offset, count) is var read && read > 0 ? read : throw new IOException("the client went away");
}
