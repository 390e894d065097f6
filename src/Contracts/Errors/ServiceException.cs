namespace DistributedDL.Contracts.Errors;

/// <summary>A failure that a caller is told about and can act on. Everything else is a bug.</summary>
[GenerateSerializer, Alias("ddl.ServiceException")]
public abstract class ServiceException : Exception
{
    protected ServiceException(string message, Exception? inner = null) : base(message, inner) { }
}
