using System.Text;
using NetMQ;
using NetMQ.Sockets;

namespace GeoNotebooks.Kernel.Jupyter;

/// <summary>
/// The five sockets and the one thread that touches them. Messages to send are queued by any thread, in one queue, so that outputs leave before the
/// reply that follows them; messages that come are handed over on this thread, which must not be held up.
/// </summary>
/// <remarks>
/// NetMQ's bounds: a publisher drops what exceeds the high watermark (1000 by default, less than a long print makes); sockets made with <c>new</c>
/// linger 0 ms, which would lose the last reply; a router ignores a client that returns under the same identity unless told to hand over.
/// </remarks>
internal sealed class KernelSockets
{
    private const int MostWaitingOutputs = 100_000;
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(500);
    private readonly WireFormat _wire;
    private readonly Action<JupyterRequest> _received;
    private readonly Action<string> _log;
    private readonly List<NetMQSocket> _sockets = [];
    private readonly Dictionary<Channel, NetMQSocket> _channels = [];
    private readonly XPublisherSocket _outputs = new();
    private readonly NetMQQueue<(NetMQSocket Socket, byte[][] Frames)> _outgoing = new();
    private readonly NetMQPoller _poller = [];
    private readonly List<byte[]> _unwelcomed = [];
    private readonly Thread _thread;
    private bool _welcomes;
    private long _arrivals;
    private volatile bool _closed;

    /// <summary>Binds the sockets, and nothing but what the connection file says.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="received">Told of each message that is in order, on the sockets' thread.</param>
    /// <param name="log">Told of each message that is dropped.</param>
    public KernelSockets(ConnectionFile connection, Action<JupyterRequest> received, Action<string> log)
    {
        _wire = new WireFormat(connection.Key);
        _received = received;
        _log = log;
        _outputs.Options.XPubVerbose = true;
        _outputs.Options.SendHighWatermark = MostWaitingOutputs;
        _outputs.ReceiveReady += (_, _) => Welcome();
        Bind(_outputs, connection, connection.IopubPort);
        AddChannel(Channel.Shell, connection, connection.ShellPort);
        AddChannel(Channel.Control, connection, connection.ControlPort);
        AddChannel(Channel.Stdin, connection, connection.StdinPort);
        var heartbeat = new RouterSocket();
        heartbeat.ReceiveReady += (_, _) => heartbeat.SendMultipartBytes(heartbeat.ReceiveMultipartBytes());
        Bind(heartbeat, connection, connection.HbPort);
        _outgoing.ReceiveReady += (_, _) => SendAll();
        _poller.Add(_outgoing);
        _thread = new Thread(Loop) { IsBackground = true, Name = "sockets" };
        _thread.Start();
    }

    /// <summary>Queues a reply to the sender of a request.</summary>
    public void Reply(JupyterRequest request, string type, object content) => Send(request.Channel, request, type, content);

    /// <summary>Queues a message to the sender of a request, by a channel that need not be the one it came by.</summary>
    public void Send(Channel channel, JupyterRequest request, string type, object content) =>
        Enqueue(_channels[channel], _wire.Write(request.Identities, request.HeaderJson, type, content));

    /// <summary>Queues a message to all clients.</summary>
    /// <param name="request">What it comes from; null: nothing that a client asked.</param>
    /// <param name="type">The type of the message, which is its topic too.</param>
    /// <param name="content">Its content.</param>
    public void Publish(JupyterRequest? request, string type, object content) =>
        Enqueue(_outputs, _wire.Write([Encoding.ASCII.GetBytes(type)], request?.HeaderJson, type, content));

    /// <summary>Sends what is queued, closes the sockets and ends their thread. What threads of the user still say is dropped.</summary>
    public void Close()
    {
        _closed = true;
        _poller.StopAsync();
        _thread.Join();
        // Blocks until everything is sent or has lingered; bounded, since it is known to hang where a peer misbehaves.
        Task.Run(() => NetMQConfig.Cleanup(block: true)).Wait(3 * Linger);
    }

    private void Enqueue(NetMQSocket socket, byte[][] frames)
    {
        if (_closed)
            return;
        try
        {
            _outgoing.Enqueue((socket, frames));
        }
        catch (ObjectDisposedException)
        {
            // Closed between the question and the deed.
        }
    }

    private void AddChannel(Channel channel, ConnectionFile connection, int port)
    {
        var socket = new RouterSocket();
        socket.Options.RouterHandover = true;
        socket.Options.SendHighWatermark = MostWaitingOutputs;
        socket.ReceiveReady += (_, _) => Receive(channel, socket);
        _channels[channel] = socket;
        Bind(socket, connection, port);
    }

    private void Bind(NetMQSocket socket, ConnectionFile connection, int port)
    {
        socket.Options.Linger = Linger;
        socket.Options.IPv4Only = !connection.IsVersion6;
        _sockets.Add(socket);
        _poller.Add(socket);
        try
        {
            socket.Bind(connection.AddressOf(port));
        }
        catch (Exception error) when (error is NetMQException or System.Net.Sockets.SocketException or ArgumentException)
        {
            throw new KernelException($"The address {connection.AddressOf(port)} of the connection file cannot be bound: {(error is AddressAlreadyInUseException ? "another program listens there." : error.Message)}");
        }
    }

    private void Loop()
    {
        _poller.Run();
        SendAll();
        _poller.Dispose();
        foreach (var socket in _sockets)
            socket.Dispose();
        _outgoing.Dispose();
    }

    private void SendAll()
    {
        while (_outgoing.TryDequeue(out var message, TimeSpan.Zero))
            message.Socket.SendMultipartBytes(message.Frames);
    }

    private void Receive(Channel channel, NetMQSocket socket)
    {
        try
        {
            var request = _wire.Read(channel, socket.ReceiveMultipartBytes()) with { Arrival = ++_arrivals };
            Acquaint(request.Header.Version);
            _received(request);
        }
        catch (WireException error)
        {
            _log($"a message on the {channel.ToString().ToLowerInvariant()} channel was dropped: {error.Message}");
        }
        catch (Exception error)
        {
            // Whatever a client sends, the other clients keep their kernel.
            _log($"a message on the {channel.ToString().ToLowerInvariant()} channel failed: {error}");
        }
    }

    /// <summary>A subscription (1 and the topic) or its end (0 and the topic).</summary>
    private void Welcome()
    {
        var frame = _outputs.ReceiveFrameBytes();
        if (frame is not [1, .. var topic])
            return;
        _unwelcomed.Add(topic);
        SendWelcomes();
    }

    /// <summary>Clients before protocol 5.6 do not know the welcome, and some of them read the first message as another.</summary>
    private void Acquaint(string? version)
    {
        _welcomes |= Version.TryParse(version, out var spoken) && spoken >= new Version(5, 6);
        SendWelcomes();
    }

    private void SendWelcomes()
    {
        if (!_welcomes)
            return;
        foreach (var topic in _unwelcomed)
            _outputs.SendMultipartBytes(_wire.Write([topic], null, "iopub_welcome", new { Subscription = Encoding.UTF8.GetString(topic) }));
        _unwelcomed.Clear();
    }
}
