using System.Globalization;
using Google.Rpc;
using Grpc.Core;

namespace DistributedDL.Client.Errors;

/// <summary>What a server said of a failed call: the status and its <c>google.rpc</c> details, where it gave them.</summary>
/// <param name="Message">Of the status.</param>
/// <param name="Faults">Each wrong field of the request.</param>
/// <param name="RetryAfter">When to try again; null when the server did not say.</param>
/// <param name="Resource">Kind and name of what the failure is about, as in <c>model 'm'</c>; null when the server did not say.</param>
public sealed record ServiceFailure(
    StatusCode StatusCode, string Message, IReadOnlyList<FieldFault> Faults, TimeSpan? RetryAfter, string? Resource)
{
    public static ServiceFailure Of(RpcException exception)
    {
        var status = Details(exception);
        var violations = status?.GetDetail<BadRequest>()?.FieldViolations;
        var resource = status?.GetDetail<ResourceInfo>();
        return new ServiceFailure(
            exception.StatusCode,
            exception.Status.Detail,
            violations is null ? [] : [.. violations.Select(violation => new FieldFault(violation.Field, violation.Description))],
            status?.GetDetail<RetryInfo>()?.RetryDelay?.ToTimeSpan(),
            resource is null ? null : $"{resource.ResourceType} '{resource.ResourceName}'");
    }

    /// <summary>The failure for a person to read: a line a fault, or the message; then the resource and when to try again.</summary>
    public IReadOnlyList<string> Lines()
    {
        var lines = new List<string>();
        if (Faults.Count == 0) lines.Add(Message.Length > 0 ? Message : StatusCode.ToString());
        lines.AddRange(Faults.Select(fault => $"{fault.Field}: {fault.Description}"));
        if (Resource is not null && !lines[0].Contains(Resource, StringComparison.Ordinal)) lines.Add($"about {Resource}");
        if (RetryAfter is { } after && string.Create(CultureInfo.InvariantCulture, $"try again in {after.TotalSeconds:0.###} s") is var when && !lines[0].Contains(when, StringComparison.Ordinal))
            lines.Add(when);
        return lines;
    }

    public override string ToString() => string.Join(Environment.NewLine, Lines());

    /// <summary>Details that cannot be read are no reason to hide the failure itself.</summary>
    private static Google.Rpc.Status? Details(RpcException exception)
    {
        try
        {
            return exception.GetRpcStatus();
        }
        catch (Google.Protobuf.InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
