package dev.hazir.applet;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A machine and one of its ports, such as {@code mail.example.org:587}; a type for settings.
 *
 * @param host a name or an address; one of IPv6 without brackets
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {

    private static final Pattern FORM =
            Pattern.compile("(?:\\[([0-9A-Fa-f:.%]+)\\]|([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)):(\\d{1,5})");

    public HostPort {
        if (host.isBlank() || host.contains("/") || host.contains(" ")) {
            throw new IllegalArgumentException("host: '" + host + "' (expected: such as 'example.org')");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port: " + port + " (expected: 1 to 65535)");
        }
    }

    /**
     * Reads {@code example.org:443}, {@code 10.0.0.7:502} or {@code [::1]:502}.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static HostPort parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("host and port: '" + text + "' (expected: such as 'example.org:443')");
        }
        String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return new HostPort(host, Integer.parseInt(matcher.group(3)));
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
