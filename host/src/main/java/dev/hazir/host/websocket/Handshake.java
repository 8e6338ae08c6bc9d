package dev.hazir.host.websocket;

import dev.hazir.host.http.ErrorAnswer;
import dev.hazir.host.http.RequestHead;
import dev.hazir.host.http.ResponseHead;
import io.netty.handler.codec.compression.ZlibCodecFactory;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionFilter;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionFilterProvider;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionUtil;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The opening handshake of RFC 6455, section 4.2: what a request gets, for one route. */
final class Handshake {

    /** What a request gets. */
    sealed interface Outcome {

        /** The connection becomes a websocket. */
        record Accepted(
                ResponseHead head,
                @Nullable String subprotocol,
                @Nullable WebSocketServerExtension extension) implements Outcome {}

        /** It stays HTTP. */
        record Refused(ErrorAnswer answer) implements Outcome {}
    }

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    /** Shorter messages go out as they are. */
    static final int WORTH_COMPRESSING = 128;

    private final DeclaredWebSocket route;
    private final PerMessageDeflateServerExtensionHandshaker deflate;

    Handshake(DeclaredWebSocket route) {
        this.route = route;
        this.deflate = new PerMessageDeflateServerExtensionHandshaker(
                6,
                ZlibCodecFactory.isSupportingWindowSizeAndMemLevel(),
                PerMessageDeflateServerExtensionHandshaker.MAX_WINDOW_SIZE,
                true,
                false,
                new Filters(),
                Frames.inflatedLimit(route.maxMessage()));
    }

    Outcome answer(RequestHead request) {
        HttpHeaders headers = request.headers();
        if (!request.method().equals("GET")) {
            return refused(
                    ErrorAnswer.of(405, "A websocket is opened with GET.").with("allow", "GET"));
        }
        if (!headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                || !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)) {
            return refused(ErrorAnswer.of(426, "This address speaks the websocket protocol only.")
                    .with("upgrade", "websocket"));
        }
        if (!"13".equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))) {
            return refused(ErrorAnswer.of(426, "Version 13 of the websocket protocol is needed.")
                    .with("upgrade", "websocket")
                    .with("sec-websocket-version", "13"));
        }
        String key = headers.get(HttpHeaderNames.SEC_WEBSOCKET_KEY, "").strip();
        if (!isKey(key)) {
            return refused(ErrorAnswer.of(400, "Sec-WebSocket-Key is not 16 bytes in Base64."));
        }
        String origin = headers.get(HttpHeaderNames.ORIGIN);
        if (origin != null && !allowed(origin, request)) {
            return refused(ErrorAnswer.of(403, "Pages of " + origin + " may not open this websocket."));
        }
        return accepted(headers, key);
    }

    private Outcome accepted(HttpHeaders request, String key) {
        HttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET);
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
        headers.set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, accept(key));
        String subprotocol = subprotocol(request);
        if (subprotocol != null) {
            headers.set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, subprotocol);
        }
        WebSocketServerExtension extension = extension(request);
        if (extension != null) {
            headers.set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, text(extension.newReponseData()));
        }
        return new Outcome.Accepted(new ResponseHead(101, headers, -1), subprotocol, extension);
    }

    private @Nullable String subprotocol(HttpHeaders request) {
        List<String> offered = new ArrayList<>();
        for (String field : request.getAll(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL)) {
            for (String name : field.split(",", -1)) {
                offered.add(name.strip());
            }
        }
        return route.subprotocols().stream()
                .filter(offered::contains)
                .findFirst()
                .orElse(null);
    }

    private @Nullable WebSocketServerExtension extension(HttpHeaders request) {
        for (String field : request.getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS)) {
            for (WebSocketExtensionData offer : WebSocketExtensionUtil.extractExtensions(field)) {
                WebSocketServerExtension extension = deflate.handshakeExtension(offer);
                if (extension != null) {
                    return extension;
                }
            }
        }
        return null;
    }

    /** Pages of the host itself and of listed origins. */
    private boolean allowed(String origin, RequestHead request) {
        if (route.origins().contains("*")
                || route.origins().stream().anyMatch(listed -> listed.equalsIgnoreCase(origin))) {
            return true;
        }
        int hostStart = origin.indexOf("://");
        return hostStart > 0 && bare(origin.substring(hostStart + 3)).equals(bare(request.authority()));
    }

    /** Without the port that goes without saying. */
    private static String bare(String authority) {
        return authority.toLowerCase(Locale.ROOT).replaceFirst(":(80|443)$", "");
    }

    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == 16;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String accept(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1, this one has not", e);
        }
    }

    private static String text(WebSocketExtensionData data) {
        StringBuilder text = new StringBuilder(data.name());
        for (Map.Entry<String, String> parameter : data.parameters().entrySet()) {
            text.append("; ").append(parameter.getKey());
            if (parameter.getValue() != null) {
                text.append('=').append(parameter.getValue());
            }
        }
        return text.toString();
    }

    private static Outcome refused(ErrorAnswer answer) {
        return new Outcome.Refused(answer);
    }

    /** Small messages go out as they are; whatever comes in compressed is inflated. */
    private static final class Filters implements WebSocketExtensionFilterProvider {
        @Override
        public WebSocketExtensionFilter encoderFilter() {
            return frame -> frame.content().readableBytes() < WORTH_COMPRESSING;
        }

        @Override
        public WebSocketExtensionFilter decoderFilter() {
            return WebSocketExtensionFilter.NEVER_SKIP;
        }
    }
}
