package dev.hazir.host.http;

import org.jspecify.annotations.Nullable;

/**
 * Where one side of the host, that of applets or that of operators, is found from the other. They share an address unless
 * operators have a port of their own. Any thread.
 */
public final class OtherSide {

    private record Place(String scheme, int port) {}

    private volatile @Nullable Place place;

    /** Says that it has a port of its own. */
    public void at(String scheme, int port) {
        place = new Place(scheme, port);
    }

    /** Whether it has an address of its own. */
    public boolean apart() {
        return place != null;
    }

    /**
     * What a link to it begins with: nothing when it has the same address.
     *
     * @param authority what the client calls the side that it is on
     */
    public String origin(String authority) {
        Place own = place;
        if (own == null) {
            return "";
        }
        int colon = authority.lastIndexOf(':');
        String host = colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
        return own.scheme() + "://" + (host.isEmpty() ? "127.0.0.1" : host) + ":" + own.port();
    }
}
