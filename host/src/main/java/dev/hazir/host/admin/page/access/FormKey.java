package dev.hazir.host.admin.page.access;

import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.page.SignInCookie;
import dev.hazir.host.security.Secrets;

/** Ties a form of somebody who is not signed in to the browser that asked for it, by a cookie. */
final class FormKey {

    private static final String COOKIE = "hazir-form";

    private FormKey() {}

    /** The key for a form; the cookie goes with the same answer. */
    static String of(PageRequest request) {
        String key = SignInCookie.secret(request.servlet(), COOKIE)
                .filter(value -> !value.isEmpty())
                .orElseGet(Secrets::next);
        SignInCookie.setSecret(request.servlet(), request.response(), COOKIE, key);
        return key;
    }

    /** Whether a form was sent by the browser that had asked for it. */
    static boolean fits(PageRequest request) {
        String cookie = SignInCookie.secret(request.servlet(), COOKIE).orElse("");
        return !cookie.isEmpty() && Secrets.same(cookie, request.field("csrf"));
    }
}
