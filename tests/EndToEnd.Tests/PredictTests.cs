using System.IO.Compression;
using System.Text.Json.Nodes;

namespace DistributedDL.EndToEnd.Tests;

/// <summary>The three ways to predict agree.</summary>
public sealed class PredictTests(ServedFixture served) : IClassFixture<ServedFixture>
{
    [Fact]
    public async Task Predict_RowFileAndDataset_GiveTheSame()
    {
        var rows = await TestRows(20);
        var file = served.Folder.Write("rows.csv", string.Join('\n', rows));
        var output = served.Folder.File("predictions.csv");

        var one = await served.Server.Json("predict", "net", "--row", rows[0]);
        var some = await served.Server.Json("predict", "net@1", "--input", file);
        var all = await served.Server.Json("predict", "net", "--dataset", "digits", "--split", "test", "--output", output);

        var predictions = Texts(some);
        Assert.Equal(Texts(one)[0], predictions[0]);
        Assert.Equal(predictions, Texts(all).Take(20));
        Assert.Equal(797, Texts(all).Count);
        var written = await File.ReadAllLinesAsync(output);
        Assert.Equal(798, written.Length);
        Assert.Equal("prediction," + string.Join(',', Enumerable.Range(0, 10).Select(i => $"probability_{i}")), written[0]);
        Assert.Equal(predictions, written.Skip(1).Take(20).Select(line => line.Split(',')[0]));
        Assert.All((JsonArray)some["probabilities"]!, p => Assert.Equal(1, ((JsonArray)p!).Sum(v => (double)v!), 4));
    }

    [Fact]
    public async Task Metrics_AfterWork_AreInPrometheusForm()
    {
        using var http = new HttpClient();

        var text = await http.GetStringAsync(served.Server.Metrics);

        Assert.Contains("# HELP ddl_", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE ddl_", text, StringComparison.Ordinal);
        Assert.Contains("ddl_training_examples_total", text, StringComparison.Ordinal);
        Assert.Equal("Healthy\n", await http.GetStringAsync(served.Server.Http + "/health/ready"));
    }

    private static List<string> Texts(JsonObject result) => [.. ((JsonArray)result["predictions"]!).Select(p => (string)p!)];

    private static async Task<List<string>> TestRows(int count)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Ddl.Digits), CompressionMode.Decompress));
        var lines = (await reader.ReadToEndAsync()).Split('\n');
        return [.. lines.Skip(1_000).Take(count).Select(line => line[..line.LastIndexOf(',')])];
    }
}
