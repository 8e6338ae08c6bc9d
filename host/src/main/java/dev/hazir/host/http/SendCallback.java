package dev.hazir.host.http;

/** Learns what became of a part of a response. */
public interface SendCallback {

    /** Does not care. */
    SendCallback NONE = new SendCallback() {
        @Override
        public void sent() {}

        @Override
        public void failed(Throwable cause) {}
    };

    /** The part was taken over; the next one may follow. */
    void sent();

    /** The part could not be sent; the exchange is over. */
    void failed(Throwable cause);
}
