namespace Aquatope.Forecasting;

/// <summary>The inputs of the recurrent networks.</summary>
/// <remarks>
/// As published: scaled count, sine and cosine of the hour and of the weekday. Relative to a level: scaled count less the
/// level, sine and cosine of the hour, whether the count is zero, and the level.
/// </remarks>
internal static class WindowInput
{
    /// <summary>Inputs per step.</summary>
    public const int Inputs = 5;

    /// <summary>Writes one step of one sequence, as published.</summary>
    /// <param name="value">The scaled count.</param>
    /// <param name="time">Start of the bin.</param>
    /// <param name="target">Receives the inputs, [inputs, steps * batch].</param>
    /// <param name="column">The column of step and sequence.</param>
    public static void WriteStep(float value, DateTime time, MatrixView target, int column)
    {
        Span<float> step = stackalloc float[Inputs];
        step[0] = value;
        Calendar.Circle(Calendar.DayShare(time), step[1..]);
        Calendar.Circle(Calendar.WeekShare(time), step[3..]);
        WriteColumn(step, target, column);
    }

    /// <summary>Writes the bins before an origin, as published.</summary>
    /// <param name="series">The series.</param>
    /// <param name="origin">The bin after the window.</param>
    /// <param name="target">Receives the inputs, [inputs, window * batch].</param>
    /// <param name="sequence">Which sequence of the batch it is, and how many there are.</param>
    public static void Write(ScaledSeries series, int origin, MatrixView target, (int Index, int Batch) sequence)
    {
        int window = target.Columns / sequence.Batch;
        for (int step = 0; step < window; step++)
        {
            int bin = origin - window + step;
            WriteStep(series[bin], Calendar.StartOf(series.Series, bin), target, (step * sequence.Batch) + sequence.Index);
        }
    }

    /// <summary>Writes the bins before an origin, relative to a level.</summary>
    /// <param name="series">The series.</param>
    /// <param name="origin">The bin after the window.</param>
    /// <param name="target">Receives the inputs, [inputs, window * batch].</param>
    /// <param name="sequence">Which sequence of the batch it is, and how many there are.</param>
    /// <param name="level">The level.</param>
    public static void WriteRelative(ScaledSeries series, int origin, MatrixView target, (int Index, int Batch) sequence, float level)
    {
        int window = target.Columns / sequence.Batch;
        Span<float> column = stackalloc float[Inputs];
        for (int step = 0; step < window; step++)
        {
            int bin = origin - window + step;
            column[0] = series[bin] - level;
            Calendar.Circle(Calendar.DayShare(Calendar.StartOf(series.Series, bin)), column[1..]);
            column[3] = series.Series.Counts[bin] == 0 ? 1 : 0;
            column[4] = level;
            WriteColumn(column, target, (step * sequence.Batch) + sequence.Index);
        }
    }

    private static void WriteColumn(ReadOnlySpan<float> step, MatrixView target, int column)
    {
        for (int i = 0; i < step.Length; i++)
        {
            target.Row(i)[column] = step[i];
        }
    }
}
