using System.Collections.Immutable;
using System.Text.Json;

namespace Aquatope.Simulation;

/// <summary>The profile of one workflow of Jolteon: for each stage, phase and configuration three values, one for each epoch.</summary>
/// <param name="File">The file's name within the data.</param>
/// <param name="Configurations">Memory in MB and number of functions, in the order of the file.</param>
internal sealed record JolteonProfile(string File, ImmutableArray<(int MemoryMiB, int Functions)> Configurations)
{
    private const int Epochs = 3;

    private readonly JsonElement _profile = RecordedData.Json(File);

    /// <summary>Returns the recorded configurations of a stage.</summary>
    /// <param name="stage">The stage's name in the file.</param>
    /// <exception cref="RecordedDataException">The file is not what is expected.</exception>
    public ImmutableArray<JolteonRow> Rows(string stage)
    {
        double[][] cold = Phase(stage, "cold");
        double[][] read = Phase(stage, "read");
        double[][] compute = Phase(stage, "compute");
        double[][] write = Phase(stage, "write");
        return
        [
            .. Configurations.Select((configuration, c) => new JolteonRow(
                configuration.MemoryMiB,
                configuration.Functions,
                [.. Enumerable.Range(0, Epochs).Select(epoch => cold[epoch][c])],

                // The first epoch is that of the cold runs; its other phases are left out, as the authors do.
                [.. Enumerable.Range(1, Epochs - 1).Select(epoch => read[epoch][c] + compute[epoch][c] + write[epoch][c])])),
        ];
    }

    // Shape [epoch][configuration], in milliseconds: the mean over the functions of the stage.
    private double[][] Phase(string stage, string phase)
    {
        string place = $"'{stage}', '{phase}'";
        if (!_profile.TryGetProperty(stage, out JsonElement phases) || !phases.TryGetProperty(phase, out JsonElement epochs))
        {
            throw new RecordedDataException(File, $"{place} is missing.");
        }

        double[][] values = [.. epochs.EnumerateArray().Select(epoch => epoch.EnumerateArray().Select(pair => 1000 * pair[0].GetDouble()).ToArray())];
        bool whole = values.Length == Epochs
            && values.All(epoch => epoch.Length == Configurations.Length && epoch.All(value => double.IsFinite(value) && value >= 0));
        return whole ? values : throw new RecordedDataException(File, $"{place} does not have {Epochs} x {Configurations.Length} measures.");
    }
}

/// <summary>What one stage did at one configuration.</summary>
/// <param name="MemoryMiB">Memory of each function.</param>
/// <param name="Functions">How many functions the stage was told to use.</param>
/// <param name="StartsMs">Time until the functions run, one for each epoch, the first of them cold.</param>
/// <param name="ExecutionsMs">Reading, computing and writing, one for each warm epoch.</param>
internal sealed record JolteonRow(int MemoryMiB, int Functions, ImmutableArray<double> StartsMs, ImmutableArray<double> ExecutionsMs);
