namespace Aquatope.Local;

/// <summary>Where the control groups of this process are, as the kernel tells.</summary>
internal sealed class CgroupMounts
{
    private readonly Dictionary<string, string> _v1;

    private CgroupMounts(Dictionary<string, string> v1, string? v2)
    {
        _v1 = v1;
        V2 = v2;
    }

    /// <summary>Gets the directory of this process's group in the version 2 hierarchy, or null where there is none.</summary>
    public string? V2 { get; }

    /// <summary>Reads the mounts of this process.</summary>
    /// <returns>The mounts; none on another system than Linux.</returns>
    public static CgroupMounts Read() => OperatingSystem.IsLinux()
        ? Parse(File.ReadAllLines("/proc/self/mountinfo"), File.ReadAllLines("/proc/self/cgroup"))
        : Parse([], []);

    /// <summary>Combines the mount table with the list of this process's groups.</summary>
    /// <param name="mountInfo">The lines of <c>mountinfo</c>.</param>
    /// <param name="groups">The lines of <c>cgroup</c>.</param>
    /// <returns>The directories of this process's groups.</returns>
    public static CgroupMounts Parse(IEnumerable<string> mountInfo, IEnumerable<string> groups)
    {
        // A line of cgroup: number, controllers, path; version 2 has number 0 and no controllers.
        (string[] Controllers, string Path)[] own = [.. groups
            .Select(line => line.Split(':', 3))
            .Where(fields => fields.Length == 3)
            .Select(fields => (fields[1].Split(',', StringSplitOptions.RemoveEmptyEntries), fields[2]))];

        var v1 = new Dictionary<string, string>(StringComparer.Ordinal);
        string? v2 = null;
        foreach (string line in mountInfo)
        {
            // Fields: 3 is the mounted root, 4 the mount point; after the dash: type, source, super options.
            string[] fields = line.Split(' ');
            int dash = Array.IndexOf(fields, "-");
            if (dash < 0 || fields.Length < dash + 4)
            {
                continue;
            }

            string type = fields[dash + 1];
            string[] options = fields[dash + 3].Split(',');
            if (type == "cgroup2")
            {
                v2 = own.Where(group => group.Controllers.Length == 0).Select(group => Below(fields[4], fields[3], group.Path)).FirstOrDefault();
            }
            else if (type == "cgroup")
            {
                foreach ((string[] controllers, string path) in own)
                {
                    foreach (string controller in controllers.Intersect(options))
                    {
                        v1[controller] = Below(fields[4], fields[3], path);
                    }
                }
            }
        }

        return new CgroupMounts(v1, v2);
    }

    /// <summary>Returns the directory of this process's group under a version 1 controller, or null where it is not mounted.</summary>
    /// <param name="controller">The controller.</param>
    /// <returns>The directory.</returns>
    public string? V1(string controller) => _v1.GetValueOrDefault(controller);

    private static string Below(string mountPoint, string mountedRoot, string path)
    {
        string relative = mountedRoot != "/" && path.StartsWith(mountedRoot, StringComparison.Ordinal) ? path[mountedRoot.Length..] : path;
        return Path.Combine(mountPoint, relative.TrimStart('/')).TrimEnd('/');
    }
}
