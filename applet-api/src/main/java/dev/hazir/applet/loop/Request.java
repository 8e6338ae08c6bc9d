package dev.hazir.applet.loop;

import dev.hazir.applet.Scope;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request to a resource or a websocket's opening request. Its scope ends when the answer is written or the
 * client has gone. All methods may be called from any thread.
 */
public interface Request extends Scope {

    /** The method in upper case, such as {@code GET}. */
    String method();

    /** The decoded path as the client asked for it, such as {@code /res/meter/next}. */
    String path();

    /**
     * What the {@code *} of the route's pattern matched, decoded and without a leading slash; empty without such a
     * segment. It contains no {@code .} or {@code ..} segment.
     */
    String rest();

    /**
     * The decoded value of a path parameter.
     *
     * @throws IllegalArgumentException when the route's pattern has no such parameter
     */
    String pathParameter(String name);

    /** The first value of a query parameter. */
    Optional<String> query(String name);

    /** All query parameters in the order of the URL. */
    Map<String, List<String>> query();

    /** The first value of a header; names are case-insensitive. */
    Optional<String> header(String name);

    /** All values of a header, in order. */
    List<String> headers(String name);

    /** The names of all headers, in lower case. */
    List<String> headerNames();

    /** {@code http} or {@code https}. */
    String scheme();

    /** The host and port the client addressed, such as {@code 127.0.0.1:8899}. */
    String authority();

    /** Where the request came from. */
    InetSocketAddress remoteAddress();

    /** The request's body; empty when there is none. */
    Body body();
}
