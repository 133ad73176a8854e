namespace Aquatope.Examples.SocialNetwork;

/// <summary>Who follows whom: 962 users, grown by preferential attachment from a seed.</summary>
/// <remarks>Barabási and Albert (1999) with eight links per newcomer. Thread-safe after construction.</remarks>
internal sealed class SocialGraph
{
    public const int Users = 962;

    private const int Links = 8;
    private const ulong Seed = 98;

    private readonly SortedSet<int>[] _followers = new SortedSet<int>[Users];

    public SocialGraph()
    {
        var random = new SeededGenerator(Seed);
        var ends = new List<int>();
        for (int user = 0; user < Users; user++)
        {
            _followers[user] = [];
            int links = Math.Min(user, Links);
            for (int made = 0; made < links;)
            {
                // Every link puts both its ends into the urn, so that the well-known are drawn more often.
                int other = ends.Count == 0 ? 0 : ends[random.Next(ends.Count)];
                if (other != user && _followers[other].Add(user))
                {
                    ends.Add(other);
                    ends.Add(user);
                    made++;
                }
                else
                {
                    ends.Add(random.Next(user));
                }
            }
        }
    }

    public IReadOnlyList<int> Followers(int user) => [.. _followers[Checked(user)]];

    public static int Checked(int user) => (uint)user < Users
        ? user
        : throw new ArgumentOutOfRangeException(nameof(user), user, $"Users have numbers from 0 to {Users - 1}.");
}
