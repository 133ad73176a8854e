using Aquatope.Examples.Azure;
using Aquatope.Functions;
using Aquatope.Workflows;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddTelemetry(builder.Configuration);
builder.Services.AddAquatope(aquatope => aquatope.UseAzure(builder.Configuration).AddExamples(builder.Configuration));
await builder.Build().RunAsync();
