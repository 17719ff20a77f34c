using System.Net;
using System.Net.Http.Headers;

namespace GeoNotebooks.Packages;

/// <summary>
/// One file over HTTP (RFC 9110): begins anew or goes on where an earlier attempt ended (Range, with If-Range so that another version is sent whole), follows redirects
/// that stay on the network and as safe as they began, and lets the file take its place when its SHA-256 is right.
/// </summary>
internal sealed class Download(HttpClient client, Uri source, DataResource resource, PartialFile partial, FetchMeter meter, TimeSpan stallTimeout)
{
    private const int MostRedirects = 10;

    private long _counted;

    /// <summary>A client that leaves redirects to <see cref="Download"/>.</summary>
    public static HttpClient Client(TimeSpan connectTimeout) =>
        new(new SocketsHttpHandler { ConnectTimeout = connectTimeout, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <exception cref="DownloadException">The connection did not bring the file; what came stays for the next attempt.</exception>
    /// <exception cref="InvalidDataException">Size or SHA-256 differ, or a redirect leads where it must not; nothing stays.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var resumed = await AttemptAsync(goOn: true, cancellationToken).ConfigureAwait(false);
        var found = Checksum.Of(partial.Path);
        if (resumed && !IsRight(found))
        {
            // Bytes of two versions, of a server that does not mark them: once more from the beginning.
            partial.Delete();
            await AttemptAsync(goOn: false, cancellationToken).ConfigureAwait(false);
            found = Checksum.Of(partial.Path);
        }
        if (!IsRight(found))
        {
            partial.Delete();
            throw new InvalidDataException($"{source}: expected {resource.Hash}; found {found}: the file is damaged or another version");
        }
        partial.TakePlace();
    }

    /// <summary>Whether a redirect may be followed: it stays on the network, and from https never goes to http.</summary>
    public static bool MayLead(Uri from, Uri to) => to.Scheme == "https" || (to.Scheme == "http" && from.Scheme == "http");

    /// <summary>Whether a full disk is the reason of a failure: ENOSPC (28), EDQUOT (122, macOS 69), ERROR_DISK_FULL, ERROR_HANDLE_DISK_FULL.</summary>
    public static bool IsDiskFull(Exception exception) =>
        exception is IOException && (OperatingSystem.IsWindows() ? (exception.HResult & 0xFFFF) is 112 or 39 : exception.HResult is 28 || exception.HResult == (OperatingSystem.IsMacOS() ? 69 : 122));

    /// <summary>Brings the file, or its rest; true when the bytes of an earlier attempt are the beginning.</summary>
    private async Task<bool> AttemptAsync(bool goOn, CancellationToken cancellationToken)
    {
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var have = goOn ? partial.Length : 0;
            if (have > 0 && (have == resource.Bytes || (resource.Bytes is null && IsRight(Checksum.Of(partial.Path)))))
                return CountHere(have);
            using var response = await RequestAsync(have < resource.MostBytes ? have : 0, stall).ConfigureAwait(false);
            var resumed = response.StatusCode == HttpStatusCode.PartialContent;
            if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable || (resumed && !Continues(response, have)))
            {
                partial.Delete();
                return goOn ? await AttemptAsync(goOn: false, cancellationToken).ConfigureAwait(false)
                    : throw new DownloadException($"{source.Host} answered with a part of the file that nobody asked for");
            }
            if (!response.IsSuccessStatusCode)
                throw new DownloadException($"{source.Host} answered {(int)response.StatusCode} ({response.ReasonPhrase})");
            var start = resumed ? have : 0;
            RequireOffered(response, start);
            await using var to = resumed ? partial.GoOn() : partial.Begin(source, MarkOf(response));
            CountHere(start);
            await CopyAsync(response, to, start, stall).ConfigureAwait(false);
            return resumed;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DownloadException($"no byte came from {source.Host} within the time allowed", exception);
        }
        catch (HttpRequestException exception)
        {
            throw new DownloadException($"{source.Host} did not answer ({exception.Message.TrimEnd('.')})", exception);
        }
    }

    private async Task<HttpResponseMessage> RequestAsync(long have, CancellationTokenSource stall)
    {
        var at = source;
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, at);
            request.Headers.AcceptEncoding.Add(new("identity"));
            if (have > 0)
            {
                request.Headers.Range = new RangeHeaderValue(have, null);
                if (partial.MarkOf(source) is { } mark)
                    request.Headers.TryAddWithoutValidation("If-Range", mark);
            }
            stall.CancelAfter(stallTimeout);
            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stall.Token).ConfigureAwait(false);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
                return response;
            response.Dispose();
            var next = new Uri(at, location);
            if (!MayLead(at, next))
                throw new InvalidDataException($"{source}: expected a redirect to {(at.Scheme == "https" ? "https" : "http or https")}; found one to '{next}'");
            if (redirects == MostRedirects)
                throw new DownloadException($"{source.Host} sent on more than {MostRedirects} times");
            at = next;
        }
    }

    private async Task CopyAsync(HttpResponseMessage response, FileStream to, long start, CancellationTokenSource stall)
    {
        var buffer = new byte[1 << 16];
        var read = start;
        await using var from = await response.Content.ReadAsStreamAsync(stall.Token).ConfigureAwait(false);
        while (true)
        {
            stall.CancelAfter(stallTimeout);
            int count;
            try
            {
                count = await from.ReadAsync(buffer, stall.Token).ConfigureAwait(false);
            }
            catch (IOException exception)
            {
                throw Cut(read, exception);
            }
            if (count == 0)
                break;
            read += count;
            if (read > resource.MostBytes)
            {
                await to.DisposeAsync().ConfigureAwait(false);
                partial.Delete();
                throw new InvalidDataException($"{source}: expected {(resource.Bytes is null ? "at most " : "")}{resource.MostBytes} bytes; more came");
            }
            await to.WriteAsync(buffer.AsMemory(0, count), stall.Token).ConfigureAwait(false);
            _counted += count;
            meter.Arrived(resource.Path, count);
        }
        if (read < resource.Bytes)
            throw Cut(read, null);
    }

    private bool IsRight(string hash) => string.Equals(hash, resource.Hash, StringComparison.OrdinalIgnoreCase);

    private DownloadException Cut(long read, Exception? inner) =>
        new($"the connection to {source.Host} ended after {read}{(resource.Bytes is { } all ? $" of {all}" : "")} bytes, which are kept for the next attempt", inner);

    /// <summary>Counts bytes that are here, in place of all that this file had counted for.</summary>
    private bool CountHere(long bytes)
    {
        meter.Correct(resource.Path, _counted, 0);
        meter.Here(resource.Path, bytes);
        _counted = bytes;
        return true;
    }

    private void RequireOffered(HttpResponseMessage response, long start)
    {
        var offered = response.Content.Headers.ContentLength + start;
        if (resource.Bytes is { } bytes && offered is not null && offered != bytes)
            throw new InvalidDataException($"{source}: expected {bytes} bytes; the server offers {offered}");
        if (resource.Bytes is null && offered > resource.MaximumBytes)
            throw new InvalidDataException($"{source}: expected at most {resource.MaximumBytes} bytes; the server offers {offered}");
    }

    private bool Continues(HttpResponseMessage response, long have) =>
        response.Content.Headers.ContentRange is { From: { } from } range && from == have && (range.Length is null || resource.Bytes is null || range.Length == resource.Bytes);

    /// <summary>What tells versions apart in If-Range: a strong ETag, or else the date of the last change (RFC 9110, 13.1.5).</summary>
    private static string? MarkOf(HttpResponseMessage response) =>
        response.Headers.ETag is { IsWeak: false } tag ? tag.Tag : response.Content.Headers.LastModified?.ToString("r", System.Globalization.CultureInfo.InvariantCulture);
}
