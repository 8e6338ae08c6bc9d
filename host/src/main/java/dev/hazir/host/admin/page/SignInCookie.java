package dev.hazir.host.admin.page;

import dev.hazir.applet.loop.Request;
import dev.hazir.host.http.Failures;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Cookies of the pages of operators. No script sees them, and no page of another site has them sent. Over TLS their names
 * begin with {@code __Host-}: then nobody else, not even another port of the same machine, can set them; such cookies are
 * for the whole host. Otherwise browsers send them to these pages alone.
 */
public final class SignInCookie {

    /** Somebody who does not want single keys to act. */
    public static final String KEYS_OFF = "hazir-keys-off";

    private static final String NAME = "hazir-admin";
    private static final String SAFE_PREFIX = "__Host-";

    private SignInCookie() {}

    public static Optional<String> of(HttpServletRequest request) {
        return secret(request, NAME);
    }

    /** The same of a request on an event loop. */
    public static Optional<String> of(Request request) {
        return value(request, request.scheme().equals("https") ? SAFE_PREFIX + NAME : NAME);
    }

    private static Optional<String> value(Request request, String name) {
        return request.headers("cookie").stream()
                .flatMap(header -> Stream.of(header.split(";")))
                .map(String::strip)
                .filter(cookie -> cookie.startsWith(name + "="))
                .map(cookie -> cookie.substring(name.length() + 1))
                .findFirst();
    }

    public static void set(HttpServletRequest request, HttpServletResponse response, String id) {
        setSecret(request, response, NAME, id);
        add(request, response, Failures.OPERATOR_COOKIE, "1", -1, "/");
    }

    public static void clear(HttpServletRequest request, HttpServletResponse response) {
        add(request, response, name(request, NAME), "", 0, place(request));
        add(request, response, Failures.OPERATOR_COOKIE, "", 0, "/");
    }

    /** A cookie that was set by {@link #setSecret}. */
    public static Optional<String> secret(HttpServletRequest request, String name) {
        return value(request, name(request, name));
    }

    /** Sets a cookie until the browser is closed. */
    public static void setSecret(HttpServletRequest request, HttpServletResponse response, String name, String value) {
        add(request, response, name(request, name), value, -1, place(request));
    }

    public static Optional<String> value(HttpServletRequest request, String name) {
        return Arrays.stream(Objects.requireNonNullElse(request.getCookies(), new Cookie[0]))
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .findFirst();
    }

    /**
     * Sets a cookie.
     *
     * @param seconds how long it lives; 0 ends it, -1 is until the browser is closed
     */
    public static void add(
            HttpServletRequest request,
            HttpServletResponse response,
            String name,
            String value,
            int seconds,
            String place) {
        Cookie cookie = new Cookie(name, value);
        cookie.setPath(place);
        cookie.setHttpOnly(true);
        cookie.setSecure(request.isSecure());
        cookie.setMaxAge(seconds);
        cookie.setAttribute("SameSite", "Strict");
        response.addCookie(cookie);
    }

    private static String name(HttpServletRequest request, String plain) {
        return request.isSecure() ? SAFE_PREFIX + plain : plain;
    }

    private static String place(HttpServletRequest request) {
        return request.isSecure() ? "/" : "/admin";
    }
}
