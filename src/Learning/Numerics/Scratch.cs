namespace DistributedDL.Learning.Numerics;

/// <summary>A buffer that is made when it is first needed and grows; its numbers are lost when it does.</summary>
internal sealed class Scratch : IDisposable
{
    private NativeBuffer? buffer;

    /// <summary>At least so many floats; zero when they are new.</summary>
    public NativeBuffer Require(long length)
    {
        if (buffer is not null && buffer.Length >= length) return buffer;
        buffer?.Dispose();
        return buffer = new NativeBuffer(length);
    }

    public void Dispose()
    {
        buffer?.Dispose();
        buffer = null;
    }
}
