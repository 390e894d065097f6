using DistributedDL.Client.Prediction;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace DistributedDL.Bench.Processes;

/// <summary>Baseline of predictions and of a server's start: bare gRPC on Kestrel that takes the same request and gives the same size of answer.</summary>
internal static class EchoServer
{
    public const string Command = "echo-server";

    public static async Task<int> Run(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddGrpcHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy());
        await using var app = builder.Build();
        app.MapGrpcService<EchoService>();
        app.MapGrpcHealthChecksService();
        await app.RunAsync();
        return 0;
    }

    private sealed class EchoService : PredictionService.PredictionServiceBase
    {
        public override Task<PredictResponse> Predict(PredictRequest request, ServerCallContext context)
        {
            var response = new PredictResponse { Model = request.Model, Version = 1, Examples = 1, OutputWidth = 10 };
            for (var i = 0; i < 10; i++)
            {
                response.Outputs.Add(request.Features[i]);
                response.Labels.Add(Digits[i]);
            }
            response.PredictedLabels.Add(Digits[0]);
            return Task.FromResult(response);
        }

        private static readonly string[] Digits = [.. Enumerable.Range(0, 10).Select(digit => digit.ToString())];
    }
}
