package dev.hazir.host.front;

import dev.hazir.host.config.AddressRange;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The proxies whose word counts: what {@code X-Forwarded-For}, {@code -Proto} and {@code -Host} say, or where there is none
 * of them {@code Forwarded} (RFC 7239). Of others these fields are passed on and mean nothing. Any thread.
 *
 * @param trusted their addresses
 */
public record Proxies(List<AddressRange> trusted) {

    /** None. */
    public static final Proxies NONE = new Proxies(List.of());

    private static final String FOR = "x-forwarded-for";
    private static final String PROTO = "x-forwarded-proto";
    private static final String HOST = "x-forwarded-host";
    private static final String STANDARD = "forwarded";
    private static final Pattern PAIR = Pattern.compile("([a-zA-Z]+)=(?:\"([^\"]*)\"|([^;,\"\\s]*))");

    public Proxies {
        trusted = List.copyOf(trusted);
    }

    /**
     * What a proxy says of a request.
     *
     * @param client who sent it to the proxy
     * @param scheme {@code http} or {@code https}, or null when it does not say
     * @param authority whom the client has asked, or null when it does not say
     */
    record Word(
            InetSocketAddress client,
            @Nullable String scheme,
            @Nullable String authority) {}

    /** What the other end of a connection says, or null when it is none of them or says nothing. */
    @Nullable
    Word heard(HttpHeaders headers, InetSocketAddress peer) {
        if (trusted.isEmpty() || !trusts(peer.getAddress())) {
            return null;
        }
        if (headers.contains(FOR) || headers.contains(PROTO) || headers.contains(HOST)) {
            return new Word(
                    client(list(headers, FOR), peer),
                    scheme(last(list(headers, PROTO))),
                    authority(last(list(headers, HOST))));
        }
        return headers.contains(STANDARD) ? standard(headers, peer) : null;
    }

    private Word standard(HttpHeaders headers, InetSocketAddress peer) {
        List<String> clients = new ArrayList<>();
        String scheme = null;
        String authority = null;
        for (String element : list(headers, STANDARD)) {
            Matcher pairs = PAIR.matcher(element);
            while (pairs.find()) {
                String value = pairs.group(2) == null ? pairs.group(3) : pairs.group(2);
                switch (pairs.group(1).toLowerCase(Locale.ROOT)) {
                    case "for" -> clients.add(value);
                    case "proto" -> scheme = scheme(value);
                    case "host" -> authority = authority(value);
                    default -> {}
                }
            }
        }
        return new Word(client(clients, peer), scheme, authority);
    }

    /** The last that no trusted proxy is: what stands before it may be anybody's invention. */
    private InetSocketAddress client(List<String> named, InetSocketAddress peer) {
        InetSocketAddress client = peer;
        List<String> nearestFirst = new ArrayList<>(named);
        Collections.reverse(nearestFirst);
        for (String name : nearestFirst) {
            Optional<InetAddress> address = address(name);
            if (address.isEmpty()) {
                return client;
            }
            client = new InetSocketAddress(address.get(), 0);
            if (!trusts(client.getAddress())) {
                return client;
            }
        }
        return client;
    }

    private boolean trusts(InetAddress address) {
        return trusted.stream().anyMatch(range -> range.contains(address));
    }

    /** An address, perhaps with a port; never a name, which would have to be looked up. */
    private static Optional<InetAddress> address(String text) {
        String bare = text;
        if (bare.startsWith("[") && bare.contains("]")) {
            bare = bare.substring(1, bare.indexOf(']'));
        } else if (bare.indexOf(':') > 0 && bare.indexOf(':') == bare.lastIndexOf(':')) {
            bare = bare.substring(0, bare.indexOf(':'));
        }
        return Optional.ofNullable(NetUtil.createInetAddressFromIpAddressString(bare));
    }

    private static @Nullable String scheme(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "https", "wss" -> "https";
            case "http", "ws" -> "http";
            default -> null;
        };
    }

    private static @Nullable String authority(@Nullable String text) {
        return text == null || text.isEmpty() || !HttpSyntax.authority(text) ? null : text;
    }

    private static List<String> list(HttpHeaders headers, String name) {
        List<String> items = new ArrayList<>();
        for (String field : headers.getAll(name)) {
            for (String item : field.split(",", -1)) {
                items.add(item.strip());
            }
        }
        return items;
    }

    private static @Nullable String last(List<String> items) {
        return items.isEmpty() ? null : items.get(items.size() - 1);
    }
}
