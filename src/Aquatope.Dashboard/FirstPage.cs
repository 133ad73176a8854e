using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Aquatope.Dashboard;

/// <summary>Serves the page, with the first answers in it where whoever asks may read them without the token.</summary>
internal sealed class FirstPage
{
    private static readonly byte[] Place = Encoding.UTF8.GetBytes("id=\"first-answers\">");
    private readonly ReadOnlyMemory<byte> _before;
    private readonly ReadOnlyMemory<byte> _after;
    private readonly FirstAnswers _answers;
    private readonly RequestGate _gate;

    /// <summary>Initializes a new instance of the <see cref="FirstPage"/> class.</summary>
    /// <param name="page">The page; it has a place for the answers.</param>
    /// <param name="answers">The answers.</param>
    /// <param name="gate">Knows who may read them.</param>
    public FirstPage(ReadOnlyMemory<byte> page, FirstAnswers answers, RequestGate gate)
    {
        int place = page.Span.IndexOf(Place) + Place.Length;
        (_before, _after) = (page[..place], page[place..]);
        (_answers, _gate) = (answers, gate);
    }

    /// <summary>Adds the page.</summary>
    /// <param name="routes">The routes.</param>
    public void Map(IEndpointRouteBuilder routes) => routes.MapGet("/", ServeAsync);

    private async Task ServeAsync(HttpContext context)
    {
        context.Response.ContentType = "text/html; charset=utf-8";

        // Sent at once, so that the browser asks for what the page is made of while the answers are looked up.
        await context.Response.Body.WriteAsync(_before, context.RequestAborted);
        if (_gate.LetsReadWithoutToken(context.Request))
        {
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await context.Response.Body.WriteAsync(await AnswersAsync(context.RequestAborted), context.RequestAborted);
        }

        await context.Response.Body.WriteAsync(_after, context.RequestAborted);
    }

    // As JSON in which nothing can end the element: '<', '>' and '&' are escaped, as is all that is not Latin.
    private async Task<ReadOnlyMemory<byte>> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            return JsonSerializer.SerializeToUtf8Bytes(await _answers.OfAsync(cancellationToken), DashboardJson.Options);
        }
#pragma warning disable CA1031 // The page asks for itself then, and shows why there is no answer.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return ReadOnlyMemory<byte>.Empty;
        }
    }
}
