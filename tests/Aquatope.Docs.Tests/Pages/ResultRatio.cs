namespace Aquatope.Docs.Tests;

/// <summary>One ratio of a result.</summary>
/// <param name="What">What is measured, and of whom.</param>
/// <param name="Against">With whom it is compared.</param>
/// <param name="Value">What is measured over what it is compared with; null where there is no number.</param>
internal sealed record ResultRatio(string What, string Against, double? Value);
