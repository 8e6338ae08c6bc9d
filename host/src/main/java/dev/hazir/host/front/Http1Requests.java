package dev.hazir.host.front;

import dev.hazir.host.http.ErrorAnswer;
import dev.hazir.host.http.ResponseHead;
import dev.hazir.host.routing.Match;
import dev.hazir.host.routing.Owner;
import dev.hazir.host.routing.Route;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.EOFException;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one connection, one after the other: takes them from the decoder, lets each be answered before it looks
 * at the next, and decides when to read. Belongs to the event loop.
 */
final class Http1Requests {

    /** What to do with received bytes. */
    enum Appetite {
        DECODE,
        /** Keep them: the exchange before them is not over. */
        HOLD,
        /** Drop them: the connection is about to be closed. */
        DISCARD
    }

    private final Http1Connection connection;
    private final Door door;
    private final Http1Decoder decoder;
    private final Http1Output output;
    private final Http1Closing closing;
    private @Nullable Http1Exchange current;
    private @Nullable RequestBody incoming;
    private boolean inMessage;
    private boolean undispatched;
    private boolean batching;
    private boolean reading;
    private boolean inputClosed;

    Http1Requests(Http1Connection connection) {
        this.connection = connection;
        this.decoder = connection.decoder();
        this.door = connection.door();
        this.output = connection.output();
        this.closing = connection.closing();
    }

    @Nullable
    Http1Exchange current() {
        return current;
    }

    /** The same for any thread, for lists: what is seen may be over by now. */
    @Nullable
    Http1Exchange seen() {
        return current;
    }

    /** Whether a batch is open, at whose end everything is flushed. */
    boolean batching() {
        return batching;
    }

    boolean inputClosed() {
        return inputClosed;
    }

    boolean inMessage() {
        return inMessage;
    }

    boolean awaitsHead() {
        return !inMessage && current == null && !closing.begun();
    }

    Appetite appetite() {
        if (closing.begun()) {
            return Appetite.DISCARD;
        }
        return inMessage || (current == null && output.writable()) ? Appetite.DECODE : Appetite.HOLD;
    }

    /** Whether bytes of a body are waited for that somebody wants. */
    boolean awaitsBody() {
        return inMessage && reading && (incoming == null || !incoming.givenUp());
    }

    /** Takes a part of a request; what is read together makes a batch. */
    void take(HttpObject part) {
        batching = true;
        if (connection.gone() || closing.begun()) {
            return;
        }
        if (part instanceof HttpRequest request) {
            begin(request);
        } else if (part instanceof HttpContent content) {
            take(content);
        }
    }

    /** A read has brought all it had. */
    void readCompleted() {
        reading = false;
        settle();
    }

    /** The client will send nothing more. */
    void inputEnded() {
        if (inputClosed) {
            return;
        }
        inputClosed = true;
        Http1Exchange answered = current;
        if (closing.begun()) {
            connection.cut();
        } else if (inMessage) {
            closing.fail(new EOFException("the client closed the connection in the middle of a request"));
        } else if (answered != null) {
            new HalfClosed(connection, answered).watch();
            answered.inputEnded();
        } else if (!decoder.held()) {
            closing.close();
        }
    }

    /** The connection is gone. */
    void lost(Throwable cause) {
        Http1Exchange lost = current;
        current = null;
        if (lost != null) {
            lost.end(cause);
            door.observer().ended(lost.finished(System.nanoTime()));
        }
    }

    private void begin(HttpRequest request) {
        long now = decoder.headStart() == 0 ? System.nanoTime() : decoder.headStart();
        decoder.headEnded();
        HeadReader.Reading head = HeadReader.read(request, now, connection);
        inMessage = request.decoderResult().isSuccess();
        incoming = inMessage && head.head().hasBody()
                ? new RequestBody(head.head().contentLength(), connection::later, this::hungry)
                : null;
        current = new Http1Exchange(connection, head, incoming);
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
            closing.close();
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
                connection.reception().dispatch(exchange, door.phase());
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
            if (!decoder.held() || appetite() == Appetite.HOLD || connection.gone()) {
                break;
            }
            decoder.resume();
        }
        batching = false;
        output.writeAndFlushSoon();
        boolean draining = door.phase() == Door.Phase.DRAINING && decoder.headStart() == 0;
        if ((inputClosed || draining) && awaitsHead() && !decoder.held()) {
            closing.close();
        }
        readOn();
    }

    /** Reads if anything that may come has a place to go. */
    void readOn() {
        if (reading || inputClosed || connection.gone()) {
            return;
        }
        boolean wanted;
        if (inMessage) {
            wanted = closing.begun() || incoming == null || incoming.wantsMore();
        } else {
            wanted = closing.begun() || !decoder.held();
        }
        if (wanted) {
            reading = true;
            if (inMessage) {
                connection.touched();
            }
            connection.context().read();
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
        long now = System.nanoTime();
        door.observer().ended(exchange.finished(now));
        if (current != exchange) {
            return;
        }
        current = null;
        connection.deadlines().idleSince(now);
        if (exchange.response().closes() || !connection.mayKeepAlive() || (incoming != null && incoming.restIsLong())) {
            closing.close();
        } else if (!batching) {
            settle();
        }
    }

    /** Answers in the place of the exchange's endpoint, which learns that it is over. */
    void takeOver(Http1Exchange exchange, ErrorAnswer answer, Throwable cause) {
        if (current != exchange || connection.gone()) {
            return;
        }
        undispatched = false;
        HeadReader.Reading reading = exchange.reading();
        Http1Exchange own = new Http1Exchange(
                connection, new HeadReader.Reading(reading.head(), reading.client(), answer, false, false), null);
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
            refuse(ErrorAnswer.unavailable(sentence, Dispatcher.RETRY_SECONDS), new IOException(sentence));
        }
    }

    /** Answers a request whose body cannot be received, or cuts the connection if the answer has begun. */
    void refuse(ErrorAnswer answer, Throwable cause) {
        Http1Exchange exchange = current;
        if (exchange == null) {
            closing.close();
        } else if (exchange.response().claim()) {
            takeOver(exchange, answer, cause);
        } else {
            abort(exchange, cause);
        }
    }

    /** Answers a request whose head does not arrive. */
    void refuseHead(ErrorAnswer answer) {
        decoder.headEnded();
        HeadReader.Reading reading = HeadReader.unread(answer, connection);
        current = new Http1Exchange(connection, reading, null);
        answer.to(current);
    }

    void abort(Http1Exchange exchange, Throwable cause) {
        if (current == exchange) {
            // What was sent before is on its way already, as far as the sender knows.
            output.flush();
            if (exchange.response().endsWithConnection()) {
                // Only a reset tells the client that this is not the end of the content.
                connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            }
            closing.fail(cause);
        }
    }

    /** The host is about to stop: an idle connection is closed, another after its answer. */
    void drain() {
        if (awaitsHead() && decoder.headStart() == 0 && !decoder.held()) {
            closing.close();
        }
    }

    void upgrade(Http1Exchange exchange, ResponseHead head, Consumer<Channel> taken) {
        if (current != exchange || connection.gone() || closing.begun()) {
            return;
        }
        if (inMessage) {
            takeOver(
                    exchange,
                    ErrorAnswer.of(400, "A request that leaves HTTP cannot have a body."),
                    new IOException("the request has a body"));
            return;
        }
        try {
            Http1Upgrade.perform(connection, head, taken);
        } catch (IllegalArgumentException e) {
            takeOver(exchange, ErrorAnswer.failure(e), e);
            return;
        }
        current = null;
        exchange.end(null);
        door.observer().ended(exchange.finished(System.nanoTime()));
        Match match = exchange.match();
        if (match != null) {
            Route route = match.route();
            connection.leftTo(new Http1Connection.Left(route.owner().applet(), route.kind() + " " + route.pattern()));
        }
        // Whoever took the channel keeps the exchange, and may go on when the route's deployment has ended.
        exchange.matched(null);
    }
}
