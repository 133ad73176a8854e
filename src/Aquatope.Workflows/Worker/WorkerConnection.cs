using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Aquatope.Workflows;

/// <summary>One end of the connection between a pool and a worker. Sending is safe for concurrent use; receiving is not.</summary>
internal sealed class WorkerConnection(Socket socket) : IDisposable
{
    private const int HeaderLength = 5;
    private readonly SemaphoreSlim _sending = new(1, 1);

    /// <summary>Sends one frame.</summary>
    /// <param name="kind">The kind of frame.</param>
    /// <param name="write">Writes the body; null for an empty body.</param>
    /// <param name="cancellationToken">Stops waiting for the turn to send; a frame begun is sent whole.</param>
    /// <returns>Completes when the frame is handed to the system.</returns>
    public async ValueTask SendAsync(WorkerFrame kind, Action<BinaryWriter>? write, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        buffer.SetLength(HeaderLength);
        buffer.Position = HeaderLength;
        using (var writer = new BinaryWriter(buffer, Encoding.UTF8, leaveOpen: true))
        {
            write?.Invoke(writer);
        }

        Memory<byte> frame = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
        BinaryPrimitives.WriteInt32LittleEndian(frame.Span, frame.Length - HeaderLength);
        frame.Span[HeaderLength - 1] = (byte)kind;

        await _sending.WaitAsync(cancellationToken);
        try
        {
            while (!frame.IsEmpty)
            {
                frame = frame[await socket.SendAsync(frame, SocketFlags.None, CancellationToken.None)..];
            }
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Receives the next frame.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The kind and a reader of the body; null when the other end has closed.</returns>
    public async ValueTask<(WorkerFrame Kind, BinaryReader Body)?> ReceiveAsync(CancellationToken cancellationToken)
    {
        byte[] header = new byte[HeaderLength];
        if (!await FillAsync(header, cancellationToken))
        {
            return null;
        }

        byte[] body = new byte[BinaryPrimitives.ReadInt32LittleEndian(header)];
        return await FillAsync(body, cancellationToken)
            ? ((WorkerFrame)header[HeaderLength - 1], new BinaryReader(new MemoryStream(body, writable: false), Encoding.UTF8))
            : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        socket.Dispose();
        _sending.Dispose();
    }

    private async ValueTask<bool> FillAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (!buffer.IsEmpty)
        {
            int received;
            try
            {
                received = await socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);
            }
            catch (SocketException)
            {
                // A killed process resets its sockets: to the other end that is the same as closing.
                return false;
            }

            if (received == 0)
            {
                return false;
            }

            buffer = buffer[received..];
        }

        return true;
    }
}
