using Azure.Identity;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.AzureManaged;
using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.AzureManaged;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.DurableTask.Tests.PublicApi;

public sealed class ConnectionStringTests
{
    [Fact]
    public void FromConnectionString_NoAuthentication_HasNoCredential()
    {
        const string ConnectionString = "Endpoint=http://localhost:4001;TaskHub=orders;Authentication=None";

        var client = DurableTaskSchedulerClientOptions.FromConnectionString(ConnectionString);
        var worker = DurableTaskSchedulerWorkerOptions.FromConnectionString(ConnectionString);

        Assert.Equal(("http://localhost:4001", "orders"), (client.EndpointAddress, client.TaskHubName));
        Assert.Equal(("http://localhost:4001", "orders"), (worker.EndpointAddress, worker.TaskHubName));
        Assert.Null(client.Credential);
        Assert.Null(worker.Credential);
        Assert.True(client.AllowInsecureCredentials && worker.AllowInsecureCredentials);
    }

    [Theory]
    [InlineData("DefaultAzure", typeof(DefaultAzureCredential))]
    [InlineData("managedidentity", typeof(ManagedIdentityCredential))]
    [InlineData("ManagedIdentity;ClientID=00000000-0000-0000-0000-000000000001", typeof(ManagedIdentityCredential))]
    [InlineData("Environment", typeof(EnvironmentCredential))]
    [InlineData("AzureCli", typeof(AzureCliCredential))]
    [InlineData("AzurePowerShell", typeof(AzurePowerShellCredential))]
    [InlineData("InteractiveBrowser", typeof(InteractiveBrowserCredential))]
    public void FromConnectionString_KindOfAuthentication_HasItsCredential(string authentication, Type expected)
    {
        var worker = DurableTaskSchedulerWorkerOptions.FromConnectionString(
            $"endpoint=https://a.durabletask.io;taskhub=orders;authentication={authentication}");

        Assert.IsType(expected, worker.Credential);
        Assert.False(worker.AllowInsecureCredentials);
    }

    [Theory]
    [InlineData("TaskHub=orders;Authentication=None", "Endpoint")]
    [InlineData("Endpoint=http://localhost:4001;Authentication=None", "TaskHub")]
    [InlineData("Endpoint=http://localhost:4001;TaskHub=orders", "Authentication")]
    [InlineData("Endpoint=http://localhost:4001;TaskHub=;Authentication=None", "TaskHub")]
    [InlineData("Endpoint=http://localhost:4001;TaskHub=orders;Authentication=Password", "Password")]
    public void UseDurableTaskScheduler_PartMissingOrWrong_IsRefusedByName(string connectionString, string named)
    {
        ArgumentException client = Assert.ThrowsAny<ArgumentException>(() => new ServiceCollection()
            .AddDurableTaskClient(builder => builder.UseDurableTaskScheduler(connectionString)));
        ArgumentException worker = Assert.ThrowsAny<ArgumentException>(() => new ServiceCollection()
            .AddDurableTaskWorker(builder => builder.UseDurableTaskScheduler(connectionString)));

        Assert.Contains(named, client.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(named, worker.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    public void UseDurableTaskScheduler_NotAConnectionString_IsRefused(string connectionString) =>
        Assert.ThrowsAny<ArgumentException>(() => new ServiceCollection()
            .AddDurableTaskWorker(builder => builder.UseDurableTaskScheduler(connectionString)));
}
