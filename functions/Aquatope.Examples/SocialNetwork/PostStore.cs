using System.Text.Json;

namespace Aquatope.Examples.SocialNetwork;

/// <summary>Keeps each post in a file of its own, named by the post's identity. Thread-safe.</summary>
internal sealed class PostStore(ISharedFolder folder)
{
    public Task StoreAsync(Post post) => folder.WriteAsync(NameOf(post.Id), JsonSerializer.SerializeToUtf8Bytes(post));

    /// <summary>The posts asked for, in that order, without those that are not stored yet.</summary>
    public async Task<Post[]> FindAsync(IEnumerable<Guid> ids)
    {
        byte[]?[] files = await Task.WhenAll(ids.Select(id => folder.ReadAsync(NameOf(id))));
        return [.. files.OfType<byte[]>().Select(file => JsonSerializer.Deserialize<Post>(file)!)];
    }

    private static string NameOf(Guid id) => $"posts/{id:N}";
}
