using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Aquatope.Benchmarks.TaskHub;

/// <summary>The cost of an execution while many ended ones are stored.</summary>
internal static class StoredBenchmark
{
    private const int Originals = 1000;

    public static async Task RunAsync(BenchmarkSettings settings, TimeProvider time, TextWriter output)
    {
        foreach (string text in settings.Text("counts", "1000,100000,1000000").Split(','))
        {
            int count = int.Parse(text, CultureInfo.InvariantCulture);
            using var file = new HubDatabaseFile();
            await using (HubRig rig = await HubRig.StartAsync(file.Path, settings, HubOrchestrations.Register))
            {
                await Parallel.ForAsync(0, Originals, new ParallelOptions { MaxDegreeOfParallelism = 20 }, async (_, _) => await CitiesBenchmark.Cities(rig));
            }

            Multiply(file.Path, count / Originals);
            await using HubRig again = await HubRig.StartAsync(file.Path, settings, HubOrchestrations.Register);
            await Load.RunAsync(10, TimeSpan.FromSeconds(settings.Number("warmup", 5)), () => CitiesBenchmark.Cities(again), time);
            Load load = await Load.RunAsync(
                settings.Integer("concurrency", 10), TimeSpan.FromSeconds(settings.Number("seconds", 10)), () => CitiesBenchmark.Cities(again), time);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count,8} stored ({file.Bytes >> 20} MiB): {load}"));
        }
    }

    /// <summary>Copies the ended instances with their payloads and histories, under new keys and ids.</summary>
    private static void Multiply(string path, int times)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = """
            CREATE TEMP TABLE copies AS
                WITH RECURSIVE counter(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM counter WHERE i + 1 < $times) SELECT i FROM counter WHERE $times > 1;
            CREATE TEMP TABLE originals AS SELECT * FROM instances;
            INSERT INTO instances(key, hub, id, execution, name, version, status, turns, created, updated, completed)
                SELECT key + i * 1000000, hub, lower(hex(randomblob(16))), execution, name, version, status, turns, created, updated, completed FROM copies, originals;
            INSERT INTO payloads SELECT p.key + i * 1000000, input, output, failure FROM copies, originals o JOIN payloads p ON p.key = o.key;
            INSERT INTO history SELECT h.key + i * 1000000, turn, events FROM copies, originals o JOIN history h ON h.key = o.key;
            """;
        command.Parameters.AddWithValue("$times", times);
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
    }
}
