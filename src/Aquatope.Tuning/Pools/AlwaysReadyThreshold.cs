using Aquatope.Forecasting;

namespace Aquatope.Tuning;

/// <summary>When an always-ready instance of the Flex Consumption plan is cheaper than an instance on demand.</summary>
/// <remarks>
/// Always-ready instances take work first, so that the n-th one is active whenever at least n are. It costs
/// baseline + u·execution against u·onDemand + c, with u its active share and c the price of the cold starts that it avoids
/// per GB-second: it pays where u exceeds (baseline - c) / (onDemand - execution), 0.40 by list prices before cold starts are
/// valued. As many instances pay as the quantile of that share's complement.
/// </remarks>
public static class AlwaysReadyThreshold
{
    /// <summary>Returns the active share above which an always-ready instance is the cheaper one.</summary>
    /// <param name="prices">The prices.</param>
    /// <param name="coldStartPrice">
    /// What the cold starts that the instance avoids are worth, for each second and GB of its memory; not negative. Default: zero.
    /// </param>
    /// <returns>The share; zero where one pays even without any work, infinity where none ever does.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A price is negative or not finite.</exception>
    public static double ActiveShare(FlexConsumptionPrices prices, double coldStartPrice = 0)
    {
        ArgumentNullException.ThrowIfNull(prices);
        Check(prices.BaselinePerGBSecond, nameof(prices));
        Check(prices.OnDemandPerGBSecond, nameof(prices));
        Check(prices.AlwaysReadyPerGBSecond, nameof(prices));
        Check(coldStartPrice, nameof(coldStartPrice));
        double cost = prices.BaselinePerGBSecond - coldStartPrice;
        double saved = prices.OnDemandPerGBSecond - prices.AlwaysReadyPerGBSecond;
        return cost <= 0 ? 0 : saved > 0 ? cost / saved : double.PositiveInfinity;
    }

    /// <summary>Returns how many always-ready instances are the cheapest.</summary>
    /// <param name="active">What is believed of the number of active instances at a moment of the coming interval.</param>
    /// <param name="share">The share that <see cref="ActiveShare"/> returns.</param>
    /// <returns>The number of instances; each of them is active for a greater share of the time.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is zero, where there is no greatest number, or negative.</exception>
    public static int Instances(PredictiveDistribution active, double share)
    {
        ArgumentNullException.ThrowIfNull(active);
        if (share is not > 0)
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "The share must be positive: at zero every instance pays.");
        }

        // The n-th instance is active with probability 1 - F(n - 1), so that it pays while F(n - 1) is below 1 - share.
        return share >= 1 ? 0 : (int)Math.Min(int.MaxValue, Math.Max(0, Math.Ceiling(active.Quantile(1 - share))));
    }

    private static void Check(double price, string name)
    {
        if (price is not (>= 0 and < double.PositiveInfinity))
        {
            throw new ArgumentOutOfRangeException(name, price, "A price must be finite and not negative.");
        }
    }
}
