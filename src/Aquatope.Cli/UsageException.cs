namespace Aquatope.Cli;

/// <summary>The user asked for something that cannot be: one line says what, and the exit code is 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
