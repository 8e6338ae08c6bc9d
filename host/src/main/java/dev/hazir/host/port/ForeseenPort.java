package dev.hazir.host.port;

/**
 * A port that a deployment would have.
 *
 * @param protocol {@code tcp}, {@code udp} or {@code tcp-out}
 * @param place the local address and number it would listen on, or the remote address
 */
public record ForeseenPort(String name, String protocol, String place) {

    @Override
    public String toString() {
        return name + " " + protocol + " " + place;
    }
}
