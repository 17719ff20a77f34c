using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace GeoNotebooks.Figures;

/// <summary>A piece of HTML that draws a plotly figure where plotly.js is on the page, and says in a sentence what is missing where it is not.</summary>
internal static class PlotlyHtml
{
    public static string Of(string figureJson, string text, int height)
    {
        // The mark follows from the content: the same figure gives the same bytes, and the same figure twice on a page draws twice.
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(figureJson)))[..16];
        var json = figureJson.Replace("<", "\\u003c", StringComparison.Ordinal)
            .Replace("\u2028", "\\u2028", StringComparison.Ordinal).Replace("\u2029", "\\u2029", StringComparison.Ordinal);
        var size = height.ToString(CultureInfo.InvariantCulture);
        return $$"""
            <div class="geonb-figure" data-figure="{{mark}}" style="width:100%;min-height:2em">
            <p>{{WebUtility.HtmlEncode(text)}} (the interactive figure needs plotly.js on this page)</p>
            </div>
            <script>
            (function () {
              var figure = {{json}};
              function draw() {
                if (!window.Plotly) return false;
                document.querySelectorAll('div.geonb-figure[data-figure="{{mark}}"]:not([data-drawn])').forEach(function (place) {
                  place.setAttribute('data-drawn', 'yes');
                  place.innerHTML = '';
                  place.style.height = '{{size}}px';
                  window.Plotly.newPlot(place, figure.data, figure.layout, { responsive: true, displaylogo: false });
                });
                return true;
              }
              if (!draw()) window.addEventListener('load', draw);
            })();
            </script>
            """;
    }
}
