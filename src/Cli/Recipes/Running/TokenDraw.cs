namespace DistributedDL.Cli.Recipes.Running;

/// <summary>Draws tokens: the same seed and probabilities give the same tokens.</summary>
/// <param name="temperature">
/// 0 takes the most probable token, the first of equals. Above, a token of probability p is drawn with one in proportion
/// to p^(1/temperature) (Ackley, Hinton and Sejnowski, "A Learning Algorithm for Boltzmann Machines", 1985).
/// </param>
/// <param name="seed">Of the draws.</param>
internal sealed class TokenDraw(double temperature, long seed)
{
    private readonly Random _random = new((int)(((ulong)seed * 0x9E3779B97F4A7C15) >> 32));

    /// <param name="probabilities">By token; they need not add up to 1.</param>
    public int From(ReadOnlySpan<float> probabilities)
    {
        var best = 0;
        for (var i = 1; i < probabilities.Length; i++)
            if (probabilities[i] > probabilities[best]) best = i;
        if (temperature == 0) return best;

        var weights = new double[probabilities.Length];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = i == best ? 1 : Math.Exp(Math.Log((double)probabilities[i] / probabilities[best]) / temperature);
        var rest = _random.NextDouble() * weights.Sum();
        for (var i = 0; i < weights.Length; i++)
        {
            rest -= weights[i];
            if (rest < 0) return i;
        }
        return best;
    }
}
