using Aquatope;
using Aquatope.Worker;
using Microsoft.Extensions.Hosting;

const int WrongUse = 2;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
try
{
    builder.Services.AddWorker(builder.Configuration);
}
catch (AquatopeException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return WrongUse;
}

await builder.Build().RunAsync();
return 0;
