package dev.hazir.host.front;

/** Answers the requests of a connection, or brings them to who does. On event loops. */
interface Reception {

    void dispatch(Http1Exchange exchange, Door.Phase phase);
}
