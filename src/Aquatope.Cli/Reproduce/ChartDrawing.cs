using System.Text;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace Aquatope.Cli;

/// <summary>Draws charts as SVG.</summary>
internal static class ChartDrawing
{
    private const int Width = 860;
    private const int Height = 440;
    private const double ShareOfPlace = 0.8;

    // Along the slant of names.
    private const double PixelsPerLetter = 5.5;
    private const string Room = "\u00A0\u00A0\u00A0\u00A0\u00A0\u00A0";

    // Widths of texts are only guessed when an SVG is written: titles, legend and names get room enough for any font.
    private static readonly OxyThickness Margins = new(80, double.NaN, double.NaN, 48);
    private static readonly OxyThickness MarginsOfNames = new(92, double.NaN, double.NaN, 110);

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
            PlotMargins = chart.Categories.IsEmpty ? Margins : MarginsOf(chart.Categories[0]),
        };
        double highest = chart.Curves.SelectMany(curve => curve.Points).Select(point => point.High).Where(double.IsFinite).DefaultIfEmpty(1).Max();
        model.Axes.Add(chart.Categories.IsEmpty ? Styled(new LinearAxis(), AxisPosition.Bottom, chart.XTitle) : Names(chart));
        Axis vertical = Styled(chart.Logarithmic ? new LogarithmicAxis() : new LinearAxis { Minimum = 0 }, AxisPosition.Left, chart.YTitle);
        vertical.Maximum = Math.Min((chart.Logarithmic ? 1.3 : 1.05) * highest, chart.MaximumY);
        model.Axes.Add(vertical);
        model.Legends.Add(new Legend { LegendPlacement = LegendPlacement.Outside, LegendPosition = LegendPosition.RightTop, LegendFontSize = 12, LegendLineSpacing = 6, LegendPadding = 28 });
        for (int i = 0; i < chart.Curves.Length; i++)
        {
            if (chart.Categories.IsEmpty)
            {
                AddCurve(model, chart.Curves[i], Colours[i % Colours.Length]);
            }
            else
            {
                AddPoints(model, chart.Curves[i], Colours[i % Colours.Length], ShareOfPlace * (((i + 0.5) / chart.Curves.Length) - 0.5));
            }
        }

        using var stream = new MemoryStream();
        new SvgExporter { Width = Width, Height = Height }.Export(model, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    // The first name reaches farthest to the left, from the middle of its place.
    private static OxyThickness MarginsOf(string first) => new(
        Math.Max(MarginsOfNames.Left, (PixelsPerLetter * first.Length) - 30), MarginsOfNames.Top, MarginsOfNames.Right, MarginsOfNames.Bottom);

    private static CategoryAxis Names(Chart chart)
    {
        var axis = new CategoryAxis { Angle = -30, IsTickCentered = false };
        axis.Labels.AddRange(chart.Categories);
        return (CategoryAxis)Styled(axis, AxisPosition.Bottom, chart.XTitle);
    }

    private static Axis Styled(Axis axis, AxisPosition position, string title)
    {
        axis.Position = position;
        axis.Title = title;
        axis.AxisTitleDistance = position == AxisPosition.Left ? 20 : 10;
        axis.MajorGridlineStyle = LineStyle.Solid;
        axis.MajorGridlineColor = OxyColor.FromRgb(230, 230, 230);
        axis.TicklineColor = OxyColor.FromRgb(180, 180, 180);
        return axis;
    }

    // Each with its interval, beside those of the other curves.
    private static void AddPoints(PlotModel model, Curve curve, OxyColor colour, double beside)
    {
        var points = new LineSeries { Title = curve.Name + Room, Color = colour, LineStyle = LineStyle.None, MarkerType = MarkerType.Circle, MarkerSize = 3.5, MarkerFill = colour };
        var intervals = new LineSeries { Color = colour, StrokeThickness = 1.5, RenderInLegend = false };
        foreach (CurvePoint point in curve.Points.Where(point => double.IsFinite(point.Middle)))
        {
            double x = point.X - 1 + beside;
            points.Points.Add(new DataPoint(x, point.Middle));
            if (double.IsFinite(point.High))
            {
                intervals.Points.Add(new DataPoint(x, point.Low));
                intervals.Points.Add(new DataPoint(x, point.High));
                intervals.Points.Add(DataPoint.Undefined);
            }
        }

        model.Series.Add(intervals);
        model.Series.Add(points);
    }

    private static void AddCurve(PlotModel model, Curve curve, OxyColor colour)
    {
        var band = new AreaSeries { Color = OxyColors.Transparent, Fill = OxyColor.FromAColor(36, colour), RenderInLegend = false };
        var line = new LineSeries { Title = curve.Name + Room, Color = colour, StrokeThickness = 2, MarkerType = MarkerType.Circle, MarkerSize = 2.5, MarkerFill = colour };
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
