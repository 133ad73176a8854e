namespace Aquatope.Examples.Azure;

/// <summary>A setting of an app is missing or wrong.</summary>
/// <param name="setting">The setting's name.</param>
/// <param name="problem">What is wrong with it, as the end of a sentence that begins with its name.</param>
/// <param name="innerException">The cause, if another exception is.</param>
public sealed class SettingException(string setting, string problem, Exception? innerException = null)
    : AquatopeException($"The setting {setting} {problem}", innerException)
{
    /// <summary>Gets the setting's name.</summary>
    public string Setting { get; } = setting;
}
