namespace Aquatope.Examples.SocialNetwork;

/// <summary>Where the logs of the social network lie.</summary>
internal static class SocialFolders
{
    public static string Posts => Path.Combine(ExampleData.Folder, "social", "posts");

    public static string UserTimelines => Path.Combine(ExampleData.Folder, "social", "user-timelines");

    public static string HomeTimelines => Path.Combine(ExampleData.Folder, "social", "home-timelines");
}
