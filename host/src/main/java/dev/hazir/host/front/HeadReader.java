package dev.hazir.host.front;

import dev.hazir.host.http.ErrorAnswer;
import dev.hazir.host.http.RequestHead;
import dev.hazir.host.http.RequestPath;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.AsciiString;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link RequestHead} of what the decoder gave, or says why it is refused. What Netty's decoder lets pass and RFC
 * 9110 and 9112 do not is refused here.
 */
final class HeadReader {

    /**
     * What a head turned out to be.
     *
     * @param head of a refused request what could be read of it
     * @param client who asks: the other end of the connection, or whom a trusted proxy names
     * @param refusal the answer if it is refused; the connection is closed after it
     * @param keepAlive whether the client would like to go on
     * @param expectsContinue whether the client waits before it sends the body
     */
    record Reading(
            RequestHead head,
            InetSocketAddress client,
            @Nullable ErrorAnswer refusal,
            boolean keepAlive,
            boolean expectsContinue) {}

    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient ErrorAnswer answer;

        Refusal(int status, String detail) {
            super(detail, null, false, false);
            answer = ErrorAnswer.of(status, detail);
        }
    }

    private static final RequestPath UNREAD = new RequestPath("/", List.of(""));
    private static final RequestPath ASTERISK = new RequestPath("*", List.of("*"));

    private final Http1Connection connection;
    private final HttpRequest request;
    private final HttpHeaders headers;
    private final String method;
    private final String version;
    private String target;
    private String authority = "";
    private String query = "";
    private RequestPath path = UNREAD;
    private long length;
    private String scheme;
    private InetSocketAddress client;

    private HeadReader(HttpRequest request, Http1Connection connection) {
        this.request = request;
        this.headers = request.headers();
        this.method = request.method().name();
        this.version = request.protocolVersion().text();
        this.target = request.uri();
        this.connection = connection;
        this.scheme = scheme(connection);
        this.client = connection.remoteAddress();
    }

    static Reading read(HttpRequest request, long receivedNanos, Http1Connection connection) {
        return new HeadReader(request, connection).read(receivedNanos);
    }

    /** Stands for a request whose head cannot be read. */
    static Reading unread(ErrorAnswer refusal, Http1Connection connection) {
        RequestHead head = new RequestHead(
                "GET",
                "/",
                UNREAD,
                "",
                "HTTP/1.1",
                scheme(connection),
                "",
                EmptyHttpHeaders.INSTANCE,
                0,
                System.nanoTime());
        return new Reading(head, connection.remoteAddress(), refusal, false, false);
    }

    private Reading read(long receivedNanos) {
        ErrorAnswer refusal = null;
        boolean expectsContinue = false;
        try {
            requireDecoded();
            requireVersion();
            requireMethod();
            length = bodyLength();
            authority = host();
            readTarget();
            hearProxy();
            expectsContinue = expectation();
        } catch (Refusal e) {
            refusal = e.answer;
        }
        RequestHead head = new RequestHead(
                method, target, path, query, version, scheme, authority, headers, length, receivedNanos);
        return new Reading(head, client, refusal, refusal == null && keepAlive(), expectsContinue);
    }

    private static String scheme(Http1Connection connection) {
        return connection.secure() ? "https" : "http";
    }

    private void hearProxy() {
        Proxies.Word word = connection.proxies().heard(headers, client);
        if (word != null) {
            client = word.client();
            scheme = word.scheme() == null ? scheme : word.scheme();
            if (word.authority() != null) {
                authority = word.authority();
                headers.set(HttpHeaderNames.HOST, authority); // guests must not see two answers to one question
            }
        }
    }

    private void requireDecoded() throws Refusal {
        if (request.decoderResult().isSuccess()) {
            return;
        }
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpLineException) {
            throw new Refusal(414, "The request line is longer than this server accepts.");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            throw new Refusal(431, "The header fields together are larger than this server accepts.");
        }
        throw new Refusal(400, "The request is not well-formed HTTP.");
    }

    private void requireVersion() throws Refusal {
        if (!version.equals("HTTP/1.1") && !version.equals("HTTP/1.0")) {
            throw new Refusal(505, "This server speaks HTTP/1.1 and HTTP/1.0.");
        }
    }

    private void requireMethod() throws Refusal {
        if (!HttpSyntax.token(method)) {
            throw new Refusal(400, "The method is not a token.");
        }
        if (method.equals("CONNECT") || method.equals("TRACE")) {
            throw new Refusal(501, "This server does not support the method " + method + ".");
        }
    }

    private long bodyLength() throws Refusal {
        List<String> codings = all(HttpHeaderNames.TRANSFER_ENCODING);
        List<String> lengths = all(HttpHeaderNames.CONTENT_LENGTH);
        if (!codings.isEmpty()) {
            if (!lengths.isEmpty() || version.equals("HTTP/1.0") || codings.size() > 1) {
                throw new Refusal(400, "The length of the request's body is ambiguous.");
            }
            if (!codings.get(0).equalsIgnoreCase("chunked")) {
                throw new Refusal(501, "The only transfer coding this server supports is 'chunked'.");
            }
            return -1;
        }
        if (lengths.isEmpty()) {
            return 0;
        }
        if (lengths.size() > 1 || !HttpSyntax.digits(lengths.get(0))) {
            throw new Refusal(400, "The request has no single valid Content-Length.");
        }
        return Long.parseLong(lengths.get(0));
    }

    /** Most requests lack most fields, and looking costs less than a list. */
    private List<String> all(AsciiString name) {
        return headers.contains(name) ? headers.getAll(name) : List.of();
    }

    private String host() throws Refusal {
        Iterator<? extends CharSequence> hosts = headers.valueCharSequenceIterator(HttpHeaderNames.HOST);
        boolean given = hosts.hasNext();
        String host = given ? hosts.next().toString() : "";
        if (hosts.hasNext() || (!given && version.equals("HTTP/1.1"))) {
            throw new Refusal(400, "A request needs exactly one Host field.");
        }
        if (!HttpSyntax.authority(host)) {
            throw new Refusal(400, "The Host field is not a host with an optional port.");
        }
        return host;
    }

    private void readTarget() throws Refusal {
        if (!HttpSyntax.target(target)) {
            throw new Refusal(400, "The request target has characters that are not allowed there.");
        }
        if (target.equals("*") && method.equals("OPTIONS")) {
            path = ASTERISK;
            return;
        }
        String local = target;
        int scheme = target.indexOf("://");
        if (!target.startsWith("/") && scheme > 0) {
            local = afterAuthority(scheme);
        }
        int mark = local.indexOf('?');
        if (mark >= 0) {
            query = local.substring(mark + 1);
            local = local.substring(0, mark);
        }
        try {
            path = RequestPath.parse(local);
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, String.valueOf(e.getMessage()));
        }
    }

    /** Takes the authority of an absolute target, which counts more than the Host field, and returns what follows. */
    private String afterAuthority(int colon) throws Refusal {
        String scheme = target.substring(0, colon);
        if (!scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")) {
            throw new Refusal(400, "The scheme of the request target is not http.");
        }
        int start = colon + 3;
        int end = start;
        while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
            end++;
        }
        authority = target.substring(start, end);
        if (authority.isEmpty() || !HttpSyntax.authority(authority)) {
            throw new Refusal(400, "The request target has no valid authority.");
        }
        String rest = target.substring(end);
        return rest.startsWith("/") ? rest : "/" + rest;
    }

    private boolean expectation() throws Refusal {
        String expect = headers.get(HttpHeaderNames.EXPECT);
        if (expect == null || version.equals("HTTP/1.0")) {
            return false;
        }
        if (!HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expect)) {
            throw new Refusal(417, "The only expectation this server can meet is '100-continue'.");
        }
        return length != 0;
    }

    private boolean keepAlive() {
        if (!headers.contains(HttpHeaderNames.CONNECTION)) {
            return version.equals("HTTP/1.1");
        }
        if (headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true)) {
            return false;
        }
        return version.equals("HTTP/1.1")
                || headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE, true);
    }
}
