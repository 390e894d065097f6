using DistributedDL.Client.Datasets;
using DistributedDL.Client.Models;
using DistributedDL.Client.OnlineLearning;
using DistributedDL.Client.Prediction;
using DistributedDL.Client.Training;
using Grpc.Net.Client;

namespace DistributedDL.Client;

/// <summary>The services of one server over one channel. Thread-safe; make one and keep it.</summary>
public sealed class DistributedDLClient : IDisposable
{
    public const string AddressVariable = "DDL_SERVER";
    public const string DefaultAddress = "http://127.0.0.1:8001";

    /// <summary>The largest message that is received: predictions of a large batch.</summary>
    public const int MaxMessageBytes = 64 << 20;

    private const int MaxReadAttempts = 5;

    private readonly GrpcChannel _channel;

    /// <summary>Connects to the server at <c>DDL_SERVER</c>, or at <see cref="DefaultAddress"/> when that is not set.</summary>
    /// <exception cref="ArgumentException"><c>DDL_SERVER</c> is not an address.</exception>
    public DistributedDLClient() : this(AddressFromEnvironment()) { }

    /// <summary>Nothing is sent before the first call.</summary>
    /// <param name="address">As in <c>http://host:8001</c>; <c>https</c> for TLS.</param>
    /// <param name="readAttempts">
    /// How often a call that changes nothing (a prediction, an evaluation, a get, list, watch, read or export) is made at most while the server is UNAVAILABLE and has
    /// not begun to answer: 1 to 5, after pauses of up to 0.2, 0.4, 0.8 and 1.6 s. Others are made once.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="readAttempts"/> is out of bounds.</exception>
    public DistributedDLClient(Uri address, int readAttempts = MaxReadAttempts)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentOutOfRangeException.ThrowIfLessThan(readAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(readAttempts, MaxReadAttempts);
        Address = address;
        _channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            MaxReceiveMessageSize = MaxMessageBytes,
            ServiceConfig = readAttempts == 1 ? null : ReadRetries.Config(readAttempts),
            DisposeHttpClient = true,
            HttpHandler = new SocketsHttpHandler
            {
                EnableMultipleHttp2Connections = true,
                // A server that vanished without a word is noticed within 40 s, also while a stream is silent.
                KeepAlivePingDelay = TimeSpan.FromSeconds(30),
                KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
            },
        });
        Datasets = new DatasetService.DatasetServiceClient(_channel);
        Models = new ModelService.ModelServiceClient(_channel);
        Training = new TrainingService.TrainingServiceClient(_channel);
        Prediction = new PredictionService.PredictionServiceClient(_channel);
        OnlineLearning = new OnlineLearningService.OnlineLearningServiceClient(_channel);
    }

    public Uri Address { get; }

    public DatasetService.DatasetServiceClient Datasets { get; }

    public ModelService.ModelServiceClient Models { get; }

    public TrainingService.TrainingServiceClient Training { get; }

    public PredictionService.PredictionServiceClient Prediction { get; }

    public OnlineLearningService.OnlineLearningServiceClient OnlineLearning { get; }

    /// <summary>Reads an address; <c>host:port</c> means <c>http://host:port</c>.</summary>
    /// <exception cref="ArgumentException">It is not one; names it.</exception>
    public static Uri ParseAddress(string address)
    {
        var full = address.Contains("://", StringComparison.Ordinal) ? address : $"http://{address}";
        if (Uri.TryCreate(full, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") && uri.Host.Length > 0) return uri;
        throw new ArgumentException($"'{address}' is not the address of a server, as in {DefaultAddress}", nameof(address));
    }

    public void Dispose() => _channel.Dispose();

    private static Uri AddressFromEnvironment() =>
        ParseAddress(Environment.GetEnvironmentVariable(AddressVariable) is { Length: > 0 } given ? given : DefaultAddress);
}
