using SkiaSharp;

namespace GeoNotebooks.Figures;

/// <summary>What stands over and under every figure: title, subtitle and the badge of synthetic data; the source.</summary>
internal static class Heading
{
    public const float Margin = 16;
    private const float FootSize = 11;
    private const string Badge = "SYNTHETIC DATA";

    private static float BadgeWidth => Sheet.WidthOf(Badge, 10.5f, bold: true) + 16;

    public static float TopHeight(Figure figure, float width)
    {
        var (title, subtitle) = Lines(figure, width);
        return Margin + title.Count * TitleSize(figure) * 1.25f + subtitle.Count * SubtitleSize(figure) * 1.35f + 8;
    }

    /// <summary>The lines under a figure: its source, unless the panel about it has said so already, and what else there is to say.</summary>
    public static string Foot(Figure figure, string more = "") =>
        string.Join("  \u00b7  ", new[] { figure.Frame is { ShowsSource: false } ? "" : figure.Source.Line, more }.Where(text => text.Length > 0));

    public static float FootHeight(string foot, float width) => FootLines(foot, width).Count * FootSize * 1.35f + 10;

    public static void DrawTop(Figure figure, Sheet sheet, SKRect area)
    {
        var (title, subtitle) = Lines(figure, area.Width);
        var y = area.Top + Margin;
        foreach (var line in title)
            sheet.Text(line, area.Left + Margin, (y += TitleSize(figure) * 1.25f) - 6, TitleSize(figure), Sheet.Ink, bold: true);
        foreach (var line in subtitle)
            sheet.Text(line, area.Left + Margin, (y += SubtitleSize(figure) * 1.35f) - 3, SubtitleSize(figure), Sheet.Muted);
        if (!HasBadge(figure))
            return;
        var badge = SKRect.Create(area.Right - Margin - BadgeWidth, area.Top + Margin, BadgeWidth, 21);
        sheet.Box(badge, new SKColor(0xff, 0xf1, 0xd6), new SKColor(0xb4, 0x6a, 0x00), 0.9f, radius: 4);
        sheet.Text(Badge, badge.MidX, badge.MidY + 3.9f, 10.5f, new SKColor(0x8a, 0x4b, 0x00), bold: true, SKTextAlign.Center);
    }

    /// <summary>Writes the source so that its last line ends at the bottom of the area.</summary>
    public static void DrawFoot(string foot, Sheet sheet, SKRect area)
    {
        var lines = FootLines(foot, area.Width);
        var y = area.Bottom - 10 - (lines.Count - 1) * FootSize * 1.35f;
        foreach (var line in lines)
        {
            sheet.Text(line, area.Left + Margin, y, FootSize, Sheet.Muted);
            y += FootSize * 1.35f;
        }
    }

    private static (IReadOnlyList<string> Title, IReadOnlyList<string> Subtitle) Lines(Figure figure, float width)
    {
        var room = width - 2 * Margin - (HasBadge(figure) ? BadgeWidth + 12 : 0);
        return (Sheet.Wrap(figure.Title, room, TitleSize(figure), bold: true), Sheet.Wrap(figure.Subtitle, room, SubtitleSize(figure)));
    }

    private static float TitleSize(Figure figure) => figure.Frame is null ? 19 : 15;

    private static float SubtitleSize(Figure figure) => figure.Frame is null ? 13 : 12;

    private static bool HasBadge(Figure figure) => figure.Source.Synthetic && figure.Frame is null or { ShowsBadge: true };

    private static IReadOnlyList<string> FootLines(string foot, float width) => Sheet.Wrap(foot, width - 2 * Margin, FootSize);
}
