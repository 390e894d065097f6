using System.Globalization;
using System.Text;

namespace DistributedDL.EndToEnd.Tests.OnlineLearning;

/// <summary>Columns of text in a session, through the command line.</summary>
public sealed class HashingTests
{
    private const string Net = """{"input": [33], "layers": [{"dense": {"units": 1, "activation": "sigmoid"}}]}""";

    [Fact]
    public async Task Learn_ColumnOfCategories_IsLearnedFrom()
    {
        using var folder = new TempFolder();
        await using var server = await RunningServer.Start(folder.Data);
        var (net, orders) = (folder.Write("net.json", Net), folder.Write("orders.csv", Orders()));
        await server.Json("model", "create", "net", "--spec", net);

        Assert.Contains("hashing.width: 34 is above 33", (await server.Run("session", "open", "wide", "--model", "net", "--hash-width", "34", "--hash-columns", "city")).Failed(), StringComparison.Ordinal);
        Assert.Contains("--hash-width and --hash-columns need each other", (await server.Run("session", "open", "half", "--model", "net", "--hash-width", "3")).Failed(2), StringComparison.Ordinal);
        var opened = await server.Json("session", "open", "s", "--model", "net", "--hash-width", "32", "--hash-columns", "city", "--learning-rate", "0.5");
        Assert.Equal("""{"width":32,"columns":["city"]}""", opened["hashing"]!.ToJsonString());
        await server.Json("session", "learn", "s", "--input", orders, "--label", "accepted");

        var metrics = (await server.Json("session", "show", "s"))["metrics"]!;
        Assert.InRange((double)metrics["accuracy_window"]!, 0.9, 1);
        Assert.InRange((double)metrics["majority_class_accuracy"]!, 0.3, 0.7);

        folder.Write("orders.csv", "distance,town,accepted\n1,Berlin,1\n");
        Assert.Contains("has no column 'city', which the session hashes", (await server.Run("session", "learn", "s", "--input", orders, "--label", "accepted")).Failed(), StringComparison.Ordinal);
        folder.Write("orders.csv", "distance,weight,city,accepted\n1,2,Berlin,1\n");
        Assert.Contains("has 2 feature columns beside the hashed; the model takes 1", (await server.Run("session", "learn", "s", "--input", orders, "--label", "accepted")).Failed(), StringComparison.Ordinal);
    }

    // Whether an order is accepted depends on its city alone: 16 of them, in no order.
    private static string Orders()
    {
        var random = new Random(5);
        var csv = new StringBuilder("distance,city,accepted\n");
        for (var i = 0; i < 3_000; i++)
        {
            var city = random.Next(16);
            csv.Append(CultureInfo.InvariantCulture, $"{random.NextDouble():0.###},City {city},{city * 5 % 16 / 8}\n");
        }
        return csv.ToString();
    }
}
