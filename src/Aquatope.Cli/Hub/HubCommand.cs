using System.CommandLine;
using System.Net;
using System.Text.Json.Nodes;
using Aquatope.Dashboard;
using Aquatope.TaskHub;
using Aquatope.TaskHub.Service;
using Microsoft.Extensions.Logging;

namespace Aquatope.Cli;

/// <summary><c>aquatope hub</c>: serves the task hub alone, for workers and clients in other processes and languages.</summary>
internal static class HubCommand
{
    /// <summary>Makes the command.</summary>
    /// <returns>The command.</returns>
    public static Command Create()
    {
        Option<IPEndPoint> listen = EndPoints.Option(
            "Where to listen. An address that other machines reach needs --certificate, and --token-file or --client-ca.", new IPEndPoint(IPAddress.Loopback, 4001));
        var database = new Option<string>("--database")
        {
            Description = "The database file; made where it is missing.",
            DefaultValueFactory = _ => "taskhub.db",
        };
        var durability = new Option<Durability>("--durability")
        {
            Description = "What an acknowledged call survives: 'normal' the death of the process, 'full' a power loss as well, for one flush of the device per commit.",
            DefaultValueFactory = _ => Durability.Normal,
        };
        durability.AcceptOnlyFromAmong("normal", "full");
        Option<string?> certificate = FileOption("--certificate", "Speak TLS, with this certificate: PEM, with its intermediates after it, or PFX without a password.");
        Option<string?> key = FileOption("--key", "The certificate's private key in PEM form, where it is not in the same file.");
        Option<string?> tokens = FileOption("--token-file", "Ask each call for one of the tokens in this file, one a line, as 'Authorization: Bearer TOKEN'.");
        Option<string?> authority = FileOption("--client-ca", "Ask each client for a certificate that one of these authorities (PEM) has issued.");
        Option<IPEndPoint?> dashboard = DashboardAddress.Option();
        var json = new Option<bool>("--json") { Description = "Print where it listens as one JSON line, and nothing else on standard output." };
        var command = new Command("hub", "Serves the embedded task hub alone. Example: aquatope hub --listen 127.0.0.1:4001 --database hub.db")
        {
            listen, database, durability, certificate, key, tokens, authority, dashboard, json,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var files = new HubSecurityFiles(Named(certificate), Named(key), Named(tokens), Named(authority));
            var options = new TaskHubServerOptions
            {
                Database = parsed.GetRequiredValue(database),
                Listen = parsed.GetRequiredValue(listen),
                Durability = parsed.GetRequiredValue(durability),
                Security = files.Read(),
            };
            var page = (parsed.GetValue(dashboard), IsAsked: parsed.GetResult(dashboard) is { Implicit: false });
            return ServeAsync(options, page, parsed.GetValue(json), cancellationToken);

            NamedFile? Named(Option<string?> option) => parsed.GetValue(option) is { } path ? new NamedFile(option.Name, path) : null;
        });
        return command;
    }

    private static Option<string?> FileOption(string name, string description) => new(name) { Description = description, HelpName = "FILE" };

    private static async Task<int> ServeAsync(
        TaskHubServerOptions options, (IPEndPoint? Listen, bool IsAsked) page, bool json, CancellationToken cancellationToken)
    {
        bool asksForCertificates = options.Security.ClientAuthorities.Count > 0;
        if (page is { IsAsked: true, Listen: not null } && asksForCertificates)
        {
            throw new UsageException("--dashboard: it is a client of the hub and has none of the certificates that --client-ca asks for. Leave one of them out.");
        }

        using ILoggerFactory loggers = Logging.ToStandardError(LogLevel.Warning);
        options.LoggerFactory = loggers;
        await using TaskHubServer server = await TaskHubServer.StartAsync(options, cancellationToken);

        // It ends before the hub does, so that the last state is sent.
        using IDisposable? telemetry = Telemetry.Start();
        await using DashboardServer? dashboard = page.Listen is not { } listen || asksForCertificates ? null : await DashboardServer.StartAsync(
            new DashboardHub(server, options.Security),
            new DashboardOptions { Listen = listen, Certificate = options.Security.Certificate, CertificateChain = options.Security.CertificateChain, LoggerFactory = loggers },
            cancellationToken);
        if (dashboard is not null)
        {
            await Console.Error.WriteLineAsync(DashboardAddress.Line(dashboard.AddressWithToken));
        }

        Uri address = ReachableAddress.ForOthers(server.Address, options.Security.Certificate);
        await Console.Error.WriteLineAsync($"Task hub on {address}, database {options.Database}. {HowToConnect(address, options.Security)} Ctrl-C stops it.");
        if (json)
        {
            Console.Out.WriteLine(new JsonObject { ["address"] = address.ToString(), ["database"] = Path.GetFullPath(options.Database) }.ToJsonString());
        }

        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using CancellationTokenRegistration registration = cancellationToken.Register(stopped.SetResult);

        // Without its database the hub is of no use, and the message says what to do.
        await await Task.WhenAny(stopped.Task, server.Stopped);
        return 0;
    }

    private static string HowToConnect(Uri address, TaskHubSecurity security) => (security.Tokens.Count > 0, security.ClientAuthorities.Count > 0) switch
    {
        (true, true) => "Callers show a certificate and a token.",
        (true, false) => "Callers show a token.",
        (false, true) => "Callers show a certificate.",
        _ => $"Connect with Endpoint={address};TaskHub=default;Authentication=None.",
    };
}
