namespace DistributedDL.Cli.Recipes.Datasets;

/// <summary>
/// Orders of a courier service, generated: distance d (1–15 km), weight w (0.5–10 kg), rain r (0 or 1, three days in ten), a competitor's price c and the
/// price p that is offered, both about the usual 3 + 0.5 d + 0.1 w; and whether the customer accepts, drawn with
/// <c>logit P = s + 0.06 d + 0.02 w + 0.6 r + 0.35 c − q p</c>. Willingness to pay drifts at once: s falls from 2.5 to 0.5, and q rises from 0.75 to 0.8.
/// </summary>
/// <param name="Orders">How many.</param>
/// <param name="DriftAfter">So many orders come before the drift.</param>
/// <param name="Seed">Of the draws.</param>
public sealed record CourierOrders(int Orders, int DriftAfter, long Seed)
{
    public const string Price = "price";

    /// <summary>Its last feature is the price.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["distance", "weight", "rain", "competitor_price", Price, "accepted"];

    /// <summary>The order whose best price is asked for: 8 km, 4 kg, no rain, the competitor at the usual price.</summary>
    public static IReadOnlyList<double> Reference { get; } = [8, 4, 0, Usual(8, 4)];

    /// <summary>0.50, 0.55, … 14.00.</summary>
    public static IReadOnlyList<double> Prices { get; } = [.. Enumerable.Range(10, 271).Select(i => i / 20.0)];

    /// <returns><c>[orders, columns]</c>.</returns>
    public IReadOnlyList<IReadOnlyList<double>> Rows()
    {
        var random = new Random(unchecked((int)(Seed ^ Seed >> 32)));
        return [.. Enumerable.Range(0, Orders).Select(i => Row(random, i >= DriftAfter))];
    }

    /// <returns>The reference order at every price: row-major <c>[prices, features]</c>.</returns>
    public static float[] ReferenceAtEachPrice() => [.. Prices.SelectMany(price => Reference.Append(price)).Select(value => (float)value)];

    /// <summary>The probability that an order is accepted at a price.</summary>
    public static double Acceptance(IReadOnlyList<double> order, double price, bool drifted)
    {
        var (start, slope) = drifted ? (0.5, 0.8) : (2.5, 0.75);
        return 1 / (1 + Math.Exp(-(start + 0.06 * order[0] + 0.02 * order[1] + 0.6 * order[2] + 0.35 * order[3] - slope * price)));
    }

    /// <summary>The price among <see cref="Prices"/> with the highest expected revenue, price times acceptance.</summary>
    public static double Best(IReadOnlyList<double> acceptance) => Prices.Zip(acceptance).MaxBy(pair => pair.First * pair.Second).First;

    private static IReadOnlyList<double> Row(Random random, bool drifted)
    {
        var (distance, weight, rain) = (1 + 14 * random.NextDouble(), 0.5 + 9.5 * random.NextDouble(), random.NextDouble() < 0.3 ? 1.0 : 0);
        var usual = Usual(distance, weight);
        double[] order = [distance, weight, rain, usual * (0.8 + 0.4 * random.NextDouble())];
        var price = usual * (0.4 + 1.4 * random.NextDouble());
        return [.. order, price, random.NextDouble() < Acceptance(order, price, drifted) ? 1 : 0];
    }

    private static double Usual(double distance, double weight) => 3 + 0.5 * distance + 0.1 * weight;
}
