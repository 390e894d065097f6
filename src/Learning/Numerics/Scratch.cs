namespace DistributedDL.Learning.Numerics;

/// <summary>A buffer that is made when it is first needed and grows; its numbers are lost when it does.</summary>
internal sealed class Scratch : IDisposable
{
    private NativeBuffer? _buffer;

    /// <summary>At least so many floats; zero when they are new.</summary>
    public NativeBuffer Require(long length)
    {
        if (_buffer is not null && _buffer.Length >= length) return _buffer;
        _buffer?.Dispose();
        return _buffer = new NativeBuffer(length);
    }

    public void Dispose()
    {
        _buffer?.Dispose();
        _buffer = null;
    }
}
