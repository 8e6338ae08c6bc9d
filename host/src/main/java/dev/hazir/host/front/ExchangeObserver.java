package dev.hazir.host.front;

import dev.hazir.host.http.HttpConnection;
import dev.hazir.host.http.RequestHead;
import dev.hazir.host.routing.Match;
import org.jspecify.annotations.Nullable;

/** Told what passes the front door. Called on event loops: must be cheap and must not throw. */
public interface ExchangeObserver {

    /** Does not look. */
    ExchangeObserver NONE = new ExchangeObserver() {
        @Override
        public void opened(HttpConnection connection) {}

        @Override
        public void closed(HttpConnection connection) {}

        @Override
        public void ended(Finished exchange) {}
    };

    /**
     * An exchange that is over.
     *
     * @param request its head; of a refused one what could be read of it
     * @param match the route that answered, or null when the front door did
     * @param status the response's status, or 0 when the client was gone before there was one
     * @param nanos from the first byte of the request to the hand-over of the last of the response
     * @param bytesIn of the request's body
     * @param bytesOut of the response, with its head
     */
    record Finished(RequestHead request, @Nullable Match match, int status, long nanos, long bytesIn, long bytesOut) {}

    /** A connection was accepted. */
    void opened(HttpConnection connection);

    /** A connection is gone, or has left HTTP and is gone now. */
    void closed(HttpConnection connection);

    /** An exchange is over; told once for each. */
    void ended(Finished exchange);
}
