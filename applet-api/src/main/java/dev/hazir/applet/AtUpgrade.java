package dev.hazir.applet;

/** What becomes of open connections at an upgrade when the next version does not go on with them. */
public enum AtUpgrade {

    /** They stay with their version until they end by themselves, or until shortly before the drain deadline. */
    FINISH,

    /**
     * They are closed soon and politely, some at a time, so that their clients come back to the next version: a websocket
     * with 1012 (RFC 6455, section 7.4.1), a stream of events at the end of an event, a TCP connection after what was sent.
     */
    RECONNECT
}
