using System.CommandLine;
using System.Text.Json.Nodes;
using DistributedDL.Cli.Terminal;
using DistributedDL.Client;
using Grpc.Core;

namespace DistributedDL.Cli.CommandLine;

/// <summary>One call of a command: what was given, where to write, and the server.</summary>
internal sealed class CommandCall(ParseResult parsed, bool json, CancellationToken cancellation) : IDisposable
{
    private static readonly TimeSpan BriefLimit = TimeSpan.FromSeconds(60);
    private DistributedDLClient? _server;

    public bool Json { get; } = json;

    public CancellationToken Cancellation { get; } = cancellation;

    public TextWriter Out { get; } = parsed.InvocationConfiguration.Output;

    public TextWriter Error { get; } = parsed.InvocationConfiguration.Error;

    public TimeProvider Time { get; } = TimeProvider.System;

    /// <summary>The server at DDL_SERVER; nothing is sent before the first call.</summary>
    public DistributedDLClient Server => _server ??= ServerAddress.Connect();

    /// <summary>For calls that answer at once.</summary>
    public CallOptions Brief => new(deadline: (Time.GetUtcNow() + BriefLimit).UtcDateTime, cancellationToken: Cancellation);

    /// <summary>For calls that take as long as the work does.</summary>
    public CallOptions Unlimited => new(cancellationToken: Cancellation);

    /// <summary>A call that changes nothing and answers at once; made again while the server is UNAVAILABLE, all attempts within its limit.</summary>
    public Task<T> Read<T>(Func<CallOptions, AsyncUnaryCall<T>> read)
    {
        var options = Brief;
        return Read(() => read(options).ResponseAsync);
    }

    /// <summary>Anything that changes nothing on the server and may begin anew; done again while the server is UNAVAILABLE.</summary>
    public Task<T> Read<T>(Func<Task<T>> read) => ReadAttempts.Make(read, Time, Cancellation);

    public T? Get<T>(Option<T> option) => parsed.GetValue(option);

    public T Get<T>(Argument<T> argument) => parsed.GetRequiredValue(argument);

    public bool Has(Option option) => parsed.GetResult(option) is { Implicit: false };

    /// <summary>Prints the result in the form that was asked for.</summary>
    public void Show(Func<JsonNode> json, Action<TextWriter> text)
    {
        if (Json) Out.WriteLine(JsonText.Of(json()));
        else text(Out);
    }

    public void Dispose() => _server?.Dispose();
}
