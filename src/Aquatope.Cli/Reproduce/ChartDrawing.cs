using System.Text;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace Aquatope.Cli;

/// <summary>Draws charts as SVG.</summary>
internal static class ChartDrawing
{
    private const int Width = 760;
    private const int Height = 420;

    // Widths of texts are only guessed when an SVG is written: titles and legend get room enough for any font.
    private static readonly OxyThickness Margins = new(64, double.NaN, double.NaN, 48);

    // Told apart also by those who see no red or no green (Okabe and Ito 2008).
    private static readonly OxyColor[] Colours =
    [
        OxyColor.FromRgb(0, 114, 178), OxyColor.FromRgb(213, 94, 0), OxyColor.FromRgb(0, 158, 115), OxyColor.FromRgb(204, 121, 167),
        OxyColor.FromRgb(230, 159, 0), OxyColor.FromRgb(86, 180, 233), OxyColor.FromRgb(120, 120, 120), OxyColor.FromRgb(150, 110, 60), OxyColor.FromRgb(0, 0, 0),
    ];

    /// <summary>Returns the drawing.</summary>
    /// <param name="chart">The chart.</param>
    /// <returns>An SVG document.</returns>
    public static string ToSvg(Chart chart)
    {
        var model = new PlotModel
        {
            Title = chart.Title,
            TitleFontSize = 14,
            DefaultFont = "Arial",
            Background = OxyColors.White,
            PlotAreaBorderColor = OxyColor.FromRgb(180, 180, 180),
            PlotMargins = Margins,
        };
        double highest = chart.Curves.SelectMany(curve => curve.Points).Select(point => point.High).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        model.Axes.Add(Axis(AxisPosition.Bottom, chart.XTitle));
        model.Axes.Add(Axis(AxisPosition.Left, chart.YTitle, Math.Min(1.05 * highest, chart.MaximumY)));
        model.Legends.Add(new Legend { LegendPlacement = LegendPlacement.Outside, LegendPosition = LegendPosition.RightTop, LegendFontSize = 12, LegendLineSpacing = 6, LegendPadding = 28 });
        for (int i = 0; i < chart.Curves.Length; i++)
        {
            Add(model, chart.Curves[i], Colours[i % Colours.Length]);
        }

        using var stream = new MemoryStream();
        new SvgExporter { Width = Width, Height = Height }.Export(model, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static LinearAxis Axis(AxisPosition position, string title, double maximum = double.NaN) => new()
    {
        Position = position,
        Title = title,
        AxisTitleDistance = 10,
        Minimum = position == AxisPosition.Left ? 0 : double.NaN,
        Maximum = maximum,
        MajorGridlineStyle = LineStyle.Solid,
        MajorGridlineColor = OxyColor.FromRgb(230, 230, 230),
        TicklineColor = OxyColor.FromRgb(180, 180, 180),
    };

    private static void Add(PlotModel model, Curve curve, OxyColor colour)
    {
        var band = new AreaSeries { Color = OxyColors.Transparent, Fill = OxyColor.FromAColor(36, colour), RenderInLegend = false };
        var line = new LineSeries { Title = curve.Name, Color = colour, StrokeThickness = 2, MarkerType = MarkerType.Circle, MarkerSize = 2.5, MarkerFill = colour };
        foreach (CurvePoint point in curve.Points.Where(point => double.IsFinite(point.Middle)))
        {
            line.Points.Add(new DataPoint(point.X, point.Middle));
            if (double.IsFinite(point.High))
            {
                band.Points.Add(new DataPoint(point.X, point.High));
                band.Points2.Add(new DataPoint(point.X, point.Low));
            }
        }

        model.Series.Add(band);
        model.Series.Add(line);
    }
}
