namespace Aquatope.Examples;

/// <summary>The names in an <see cref="ISharedFolder"/>: such as no file system and no object store changes.</summary>
internal static class SharedFolderNames
{
    /// <summary>Returns a name that keeps the rules.</summary>
    /// <exception cref="ArgumentException">It does not.</exception>
    public static string Checked(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Split('/').All(IsSegment)
            ? name
            : throw new ArgumentException(
                $"The name '{name}' is not made of segments of letters, digits, '-' and '_', joined by '/'.", nameof(name));
    }

    private static bool IsSegment(string segment) =>
        segment.Length > 0 && segment.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
