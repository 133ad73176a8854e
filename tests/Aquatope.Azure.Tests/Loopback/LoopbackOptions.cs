using Azure.Core;

namespace Aquatope.Azure.Tests;

/// <summary>Options of a client that has none of its own.</summary>
internal sealed class LoopbackOptions : ClientOptions;
