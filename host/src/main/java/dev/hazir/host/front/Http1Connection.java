package dev.hazir.host.front;

import dev.hazir.host.http.ErrorAnswer;
import dev.hazir.host.http.HttpConnection;
import dev.hazir.host.http.ResponseHead;
import dev.hazir.host.routing.Match;
import dev.hazir.host.routing.Owner;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One HTTP/1.1 connection: takes requests from the decoder one after the other, lets each be answered before it looks at
 * the next, and decides when to read and when to close. Belongs to its event loop, except where a method says any thread.
 */
final class Http1Connection extends ChannelInboundHandlerAdapter implements HttpConnection {

    /** What to do with received bytes. */
    enum Appetite {
        DECODE,
        /** Keep them: the exchange before them is not over. */
        HOLD,
        /** Drop them: the connection is about to be closed. */
        DISCARD
    }

    private static final Logger log = LoggerFactory.getLogger(Http1Connection.class);

    /** How long a client may take to read the last answer and close, before the connection is closed under it. */
    private static final long LINGER_MILLIS = 1_000;

    private final Door door;
    private final Channel channel;
    private final Http1Decoder decoder;
    private final Http1Output output = new Http1Output(this);
    private final Http1Deadlines deadlines;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Http1Exchange current;
    private @Nullable RequestBody incoming;
    private @Nullable Throwable failure;
    private boolean inMessage;
    private boolean undispatched;
    private boolean batching;
    private boolean reading;
    private boolean inputClosed;
    private boolean closing;
    private boolean left;

    Http1Connection(Door door, Channel channel) {
        this.door = door;
        this.channel = channel;
        this.decoder = new Http1Decoder(door.config(), this);
        this.deadlines = new Http1Deadlines(this, door.config());
    }

    /** The pipeline from the network inwards. */
    void install() {
        channel.pipeline().addLast("http1-decoder", decoder).addLast("http1-connection", this);
    }

    @Override
    public String id() {
        return channel.id().asShortText();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return (InetSocketAddress) channel.remoteAddress();
    }

    @Override
    public InetSocketAddress localAddress() {
        return (InetSocketAddress) channel.localAddress();
    }

    @Override
    public boolean secure() {
        return false;
    }

    Door door() {
        return door;
    }

    Http1Output output() {
        return output;
    }

    Http1Decoder decoder() {
        return decoder;
    }

    /** Any thread. */
    EventLoop loop() {
        return channel.eventLoop();
    }

    ChannelHandlerContext context() {
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            throw new IllegalStateException("the connection is not registered yet");
        }
        return ctx;
    }

    /** Any thread. */
    ByteBuf allocate(int bytes) {
        return channel.alloc().ioBuffer(bytes);
    }

    /** Runs a task on the loop, not before the current one has returned. Any thread. */
    void later(Runnable task) {
        try {
            loop().execute(task);
        } catch (RejectedExecutionException e) {
            log.debug("connection {} ended with its event loop", id(), e);
        }
    }

    /** Whether bytes have nowhere to go any more. */
    boolean gone() {
        return left || !channel.isActive();
    }

    /** Whether the current thread is the loop and in the middle of a batch, at whose end everything is flushed. */
    boolean batching() {
        return loop().inEventLoop() && batching;
    }

    /** Whether another request may follow. Any thread. */
    boolean mayKeepAlive() {
        return door.phase() == Door.Phase.OPEN;
    }

    @Nullable
    Http1Exchange current() {
        return current;
    }

    boolean inMessage() {
        return inMessage;
    }

    boolean closing() {
        return closing;
    }

    boolean awaitsHead() {
        return !inMessage && current == null && !closing;
    }

    Appetite appetite() {
        if (closing) {
            return Appetite.DISCARD;
        }
        return inMessage || (current == null && output.writable()) ? Appetite.DECODE : Appetite.HOLD;
    }

    /** Something has moved: what is waited for may take its full time again. Any thread. */
    void touched() {
        deadlines.touched();
    }

    /** Whether bytes of a body are waited for that somebody wants. */
    boolean awaitsBody() {
        return inMessage && reading && (incoming == null || !incoming.givenUp());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        deadlines.start();
        readOn();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        batching = true;
        try {
            if (gone() || closing) {
                return;
            }
            if (message instanceof HttpRequest request) {
                begin(request);
            } else if (message instanceof HttpContent content) {
                take(content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        settle();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputClosed = true;
            Http1Exchange answered = current;
            if (closing) {
                ctx.close();
            } else if (inMessage) {
                fail(new EOFException("the client closed the connection in the middle of a request"));
            } else if (answered != null) {
                new HalfClosed(this, answered).watch();
            } else if (!decoder.held()) {
                close();
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof IOException)) {
            log.error("connection {} failed", id(), cause);
        }
        fail(cause);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        deadlines.stop();
        Throwable cause = failure != null ? failure : new ClosedChannelException();
        Http1Exchange lost = current;
        current = null;
        if (lost != null) {
            lost.end(cause);
            door.observer().ended(lost.finished());
        }
        output.drop(cause);
    }

    private void begin(HttpRequest request) {
        long now = decoder.headStart() == 0 ? System.nanoTime() : decoder.headStart();
        decoder.headEnded();
        HeadReader.Reading head = HeadReader.read(request, now);
        inMessage = request.decoderResult().isSuccess();
        incoming = inMessage && head.head().hasBody()
                ? new RequestBody(head.head().contentLength(), this::later, this::hungry)
                : null;
        current = new Http1Exchange(this, head, incoming);
        undispatched = true;
    }

    private void take(HttpContent part) {
        if (part.decoderResult().isFailure()) {
            inMessage = false;
            refuse(
                    ErrorAnswer.of(400, "The request's body is not well-formed."),
                    new IOException(
                            "the request's body is not well-formed",
                            part.decoderResult().cause()));
            return;
        }
        RequestBody body = incoming;
        if (body != null) {
            body.add(part.content().retain());
        }
        if (part instanceof LastHttpContent last) {
            inMessage = false;
            incoming = null;
            if (body != null) {
                body.end(last.trailingHeaders());
                body.signal();
            }
            dispatch();
        } else if (body != null && current == null && body.restIsLong()) {
            close();
        }
    }

    /** Hands the request over: not before its whole packet was decoded, so that a body in it is there at the first read. */
    private void dispatch() {
        Http1Exchange exchange = current;
        if (undispatched && exchange != null) {
            undispatched = false;
            ErrorAnswer refusal = exchange.reading().refusal();
            if (refusal != null) {
                refusal.to(exchange);
            } else {
                door.dispatcher().dispatch(exchange, door.phase());
            }
        }
    }

    /** Ends a batch: everything that was received is where it belongs, everything that was sent is flushed. */
    private void settle() {
        batching = true;
        while (true) {
            dispatch();
            if (incoming != null) {
                incoming.signal();
            }
            if (!decoder.held() || appetite() == Appetite.HOLD || gone()) {
                break;
            }
            decoder.resume();
        }
        batching = false;
        output.writeAndFlush();
        boolean draining = door.phase() == Door.Phase.DRAINING && decoder.headStart() == 0;
        if ((inputClosed || draining) && awaitsHead() && !decoder.held()) {
            close();
        }
        readOn();
    }

    private void readOn() {
        if (reading || inputClosed || gone()) {
            return;
        }
        boolean wanted;
        if (inMessage) {
            wanted = closing || incoming == null || incoming.wantsMore();
        } else {
            wanted = closing || !decoder.held();
        }
        if (wanted) {
            reading = true;
            if (inMessage) {
                touched();
            }
            context().read();
        }
    }

    /** A body has room again, or its reader is through. */
    private void hungry() {
        if (current != null) {
            current.endIfDone();
        }
        readOn();
    }

    void writableAgain() {
        if (current != null) {
            current.actions().becameWritable();
        }
        if (decoder.held() && !batching) {
            settle();
        }
    }

    /** An exchange is over; the next may follow. */
    void ended(Http1Exchange exchange) {
        door.observer().ended(exchange.finished());
        if (current != exchange) {
            return;
        }
        current = null;
        deadlines.idle();
        if (exchange.closes() || !mayKeepAlive() || (incoming != null && incoming.restIsLong())) {
            close();
        } else if (!batching) {
            settle();
        }
    }

    /** Answers in the place of the exchange's endpoint, which learns that it is over. */
    void takeOver(Http1Exchange exchange, ErrorAnswer answer, Throwable cause) {
        if (current != exchange || gone()) {
            return;
        }
        undispatched = false;
        HeadReader.Reading reading = exchange.reading();
        Http1Exchange own = new Http1Exchange(this, new HeadReader.Reading(reading.head(), answer, false, false), null);
        own.matched(exchange.match());
        current = own;
        exchange.end(cause);
        answer.to(own);
    }

    /** Ends the exchange under way if it belongs to a deployment whose time is over. */
    void refuse(Owner owner) {
        Http1Exchange exchange = current;
        Match match = exchange == null ? null : exchange.match();
        if (match != null && match.route().owner() == owner) {
            String sentence = "The applet '" + owner.applet() + "' was stopped before it had answered.";
            refuse(ErrorAnswer.of(503, sentence), new IOException(sentence));
        }
    }

    /** Answers a request whose body cannot be received, or cuts the connection if the answer has begun. */
    void refuse(ErrorAnswer answer, Throwable cause) {
        Http1Exchange exchange = current;
        if (exchange == null) {
            close();
        } else if (exchange.claim()) {
            takeOver(exchange, answer, cause);
        } else {
            abort(exchange, cause);
        }
    }

    /** Answers a request whose head does not arrive. */
    void refuseHead(ErrorAnswer answer) {
        decoder.headEnded();
        HeadReader.Reading reading = HeadReader.unread(answer);
        current = new Http1Exchange(this, reading, null);
        answer.to(current);
    }

    void abort(Http1Exchange exchange, Throwable cause) {
        if (current == exchange) {
            if (exchange.endsWithConnection()) {
                // Only a reset tells the client that this is not the end of the content.
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
            }
            fail(cause);
        }
    }

    /** Cuts the connection. */
    void fail(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
        closing = true;
        context().close();
    }

    /** Closes when everything was sent: ends the output, and drops what still comes for a moment, so that nothing is lost. */
    void close() {
        if (closing || left) {
            return;
        }
        closing = true;
        context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            if (!written.isSuccess() || inputClosed || !(channel instanceof DuplexChannel duplex)) {
                context().close();
            } else {
                duplex.shutdownOutput();
                loop().schedule(() -> context().close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
                readOn();
            }
        });
    }

    /** Closes at once. Any thread. */
    void cut() {
        channel.close();
    }

    /** The host is about to stop: an idle connection is closed, another after its answer. */
    void drain() {
        if (awaitsHead() && decoder.headStart() == 0 && !decoder.held()) {
            close();
        }
    }

    void upgrade(Http1Exchange exchange, ResponseHead head, Consumer<Channel> taken) {
        if (current != exchange || gone() || closing) {
            return;
        }
        ByteBuf bytes = allocate(256);
        try {
            new ResponseEncoder("GET", "HTTP/1.1", door.date()).informational(bytes, head);
        } catch (IllegalArgumentException e) {
            bytes.release();
            takeOver(exchange, ErrorAnswer.failure(e), e);
            return;
        }
        output.writeAndFlush();
        context().writeAndFlush(bytes, context().voidPromise());
        left = true;
        current = null;
        deadlines.stop();
        Leftover.replaceHttp(channel, decoder, this, inputClosed);
        try {
            taken.accept(channel);
        } catch (RuntimeException e) {
            log.error("taking over connection {} failed", id(), e);
            channel.close();
        }
        exchange.end(null);
        door.observer().ended(exchange.finished());
    }
}
