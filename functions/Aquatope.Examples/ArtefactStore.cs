using System.Security.Cryptography;

namespace Aquatope.Examples;

/// <summary>Keeps what is too large for a message in files that are named by the SHA-256 of their content.</summary>
/// <remarks>Storing the same content again changes nothing. Safe between threads and between processes.</remarks>
internal sealed class ArtefactStore(string folder)
{
    public string Put(byte[] content)
    {
        string id = Convert.ToHexStringLower(SHA256.HashData(content));
        string path = Path.Combine(folder, id);
        if (File.Exists(path))
        {
            return id;
        }

        Directory.CreateDirectory(folder);

        // Readers see a whole file or none: the name appears only when the content is there.
        string temporary = Path.Combine(folder, $"{id}.{Guid.NewGuid():N}.tmp");
        File.WriteAllBytes(temporary, content);
        File.Move(temporary, path, overwrite: true);
        return id;
    }

    public byte[] Get(string id)
    {
        if (id.Length != 2 * SHA256.HashSizeInBytes || !id.All(char.IsAsciiHexDigitLower))
        {
            throw new ArgumentException($"'{id}' is not the SHA-256 of an artefact.", nameof(id));
        }

        return File.ReadAllBytes(Path.Combine(folder, id));
    }
}
