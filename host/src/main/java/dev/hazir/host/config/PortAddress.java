package dev.hazir.host.config;

import java.util.Optional;

/**
 * Where the operator wants a named port of an applet.
 *
 * @param bind the address, or empty for the one that the applet or the host would take
 * @param port 0 to 65535
 */
public record PortAddress(Optional<String> bind, int port) {

    /** Parses {@code [bind:]number}; an IPv6 address stands in brackets. */
    static PortAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        int port = ConfigText.integer(text.substring(colon + 1), 0, 65_535);
        return new PortAddress(
                colon < 0 ? Optional.empty() : Optional.of(ConfigText.address(text.substring(0, colon))), port);
    }

    @Override
    public String toString() {
        return bind.map(address -> (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":")
                        .orElse("")
                + port;
    }
}
