using System.Security.Cryptography;
using System.Text;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Aquatope.TaskHub.Service;

/// <summary>Lets only calls with a token pass, before anything of their content is read.</summary>
internal sealed partial class TokenGate(IEnumerable<string> tokens, ILogger logger)
{
    private const string Scheme = "Bearer ";

    private readonly byte[][] _digests = [.. tokens.Select(Digest)];

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        StringValues header = context.Request.Headers.Authorization;
        if (Holds(header))
        {
            return next(context);
        }

        LogRefused(
            logger,
            context.Request.Path.Value ?? string.Empty,
            $"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort}",
            header.Count == 0 ? "no token" : "a token that is not one of the hub's");
        return RefuseAsync(context.Response);
    }

    /// <summary>Compares with every token and by digests, so that the time it takes tells nothing about any of them.</summary>
    private bool Holds(StringValues header)
    {
        if (header is not [{ } value] || !value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        byte[] shown = Digest(value[Scheme.Length..]);
        bool found = false;
        foreach (byte[] digest in _digests)
        {
            found |= CryptographicOperations.FixedTimeEquals(shown, digest);
        }

        return found;
    }

    private static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>Answers as a gRPC service does that refuses a call before it has answered anything.</summary>
    private static Task RefuseAsync(HttpResponse response)
    {
        response.ContentType = "application/grpc";
        response.Headers["grpc-status"] = ((int)StatusCode.Unauthenticated).ToString(CultureInfo.InvariantCulture);
        response.Headers["grpc-message"] = "The task hub asks for one of its tokens in the metadata 'authorization', as 'Bearer TOKEN'.";
        return Task.CompletedTask;
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "Refused {Call} from {Caller}, which came with {What}.")]
    private static partial void LogRefused(ILogger logger, string call, string caller, string what);
}
