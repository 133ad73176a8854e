namespace Aquatope.Forecasting;

/// <summary>The inputs of the recurrent networks: scaled count, sine and cosine of the hour and of the weekday.</summary>
internal static class WindowInput
{
    /// <summary>Inputs per step.</summary>
    public const int Inputs = 5;

    /// <summary>Writes one step of one sequence.</summary>
    /// <param name="value">The scaled count.</param>
    /// <param name="time">Start of the bin.</param>
    /// <param name="target">Receives the inputs, [inputs, steps * batch].</param>
    /// <param name="column">The column of step and sequence.</param>
    /// <param name="hasWeekday">Whether the weekday is seen; else its inputs are zero. Default: true.</param>
    public static void WriteStep(float value, DateTime time, MatrixView target, int column, bool hasWeekday = true)
    {
        Span<float> circle = [0, 0, 0, 0];
        Calendar.Circle(Calendar.DayShare(time), circle);
        if (hasWeekday)
        {
            Calendar.Circle(Calendar.WeekShare(time), circle[2..]);
        }

        target.Row(0)[column] = value;
        for (int i = 0; i < 4; i++)
        {
            target.Row(i + 1)[column] = circle[i];
        }
    }

    /// <summary>Writes the bins before an origin.</summary>
    /// <param name="series">The series.</param>
    /// <param name="origin">The bin after the window.</param>
    /// <param name="target">Receives the inputs, [inputs, window * batch].</param>
    /// <param name="sequence">Which sequence of the batch it is, and how many there are.</param>
    /// <param name="hasWeekday">Whether the weekday is seen; else its inputs are zero. Default: true.</param>
    public static void Write(ScaledSeries series, int origin, MatrixView target, (int Index, int Batch) sequence, bool hasWeekday = true)
    {
        int window = target.Columns / sequence.Batch;
        for (int step = 0; step < window; step++)
        {
            int bin = origin - window + step;
            WriteStep(series[bin], Calendar.StartOf(series.Series, bin), target, (step * sequence.Batch) + sequence.Index, hasWeekday);
        }
    }
}
