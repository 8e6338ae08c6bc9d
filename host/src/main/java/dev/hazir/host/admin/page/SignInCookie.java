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

/** Cookies of the pages of operators: browsers send them to these pages alone, and show them to no script. */
public final class SignInCookie {

    private static final String NAME = "hazir-admin";
    private static final String PLACE = "/admin";

    private SignInCookie() {}

    public static Optional<String> of(HttpServletRequest request) {
        return value(request, NAME);
    }

    /** The same of a request on an event loop. */
    public static Optional<String> of(Request request) {
        return request.headers("cookie").stream()
                .flatMap(header -> Stream.of(header.split(";")))
                .map(String::strip)
                .filter(cookie -> cookie.startsWith(NAME + "="))
                .map(cookie -> cookie.substring(NAME.length() + 1))
                .findFirst();
    }

    public static void set(HttpServletRequest request, HttpServletResponse response, String id) {
        add(request, response, NAME, id, -1, PLACE);
        add(request, response, Failures.OPERATOR_COOKIE, "1", -1, "/");
    }

    public static void clear(HttpServletRequest request, HttpServletResponse response) {
        add(request, response, NAME, "", 0, PLACE);
        add(request, response, Failures.OPERATOR_COOKIE, "", 0, "/");
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
}
