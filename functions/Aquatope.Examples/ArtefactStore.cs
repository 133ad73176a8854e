using System.Security.Cryptography;

namespace Aquatope.Examples;

/// <summary>Keeps what is too large for a message in files that are named by the SHA-256 of their content.</summary>
/// <remarks>Storing the same content again changes nothing. Safe between threads and between processes.</remarks>
internal sealed class ArtefactStore(ISharedFolder folder)
{
    public async Task<string> PutAsync(byte[] content)
    {
        string id = Convert.ToHexStringLower(SHA256.HashData(content));
        await folder.WriteAsync(NameOf(id), content);
        return id;
    }

    public async Task<byte[]> GetAsync(string id)
    {
        if (id.Length != 2 * SHA256.HashSizeInBytes || !id.All(char.IsAsciiHexDigitLower))
        {
            throw new ArgumentException($"'{id}' is not the SHA-256 of an artefact.", nameof(id));
        }

        return await folder.ReadAsync(NameOf(id)) ?? throw new FileNotFoundException(
            $"There is no artefact '{id}' in the shared folder: all workers of the workflow must share one.");
    }

    private static string NameOf(string id) => $"artefacts/{id}";
}
