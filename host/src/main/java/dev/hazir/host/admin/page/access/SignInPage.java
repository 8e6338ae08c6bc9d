package dev.hazir.host.admin.page.access;

import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.page.SignInCookie;
import dev.hazir.host.admin.page.Words;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.security.HostToken;
import dev.hazir.host.security.SignIns;
import dev.hazir.host.security.WrongTokens;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the host's token for a sign-in. Its form proves by a cookie that it was asked for by the same browser. */
final class SignInPage {

    static final String PATH = "/admin/login";

    private static final Logger log = LoggerFactory.getLogger(SignInPage.class);
    private static final String FORM_COOKIE = "hazir-login";

    private final HostToken token;
    private final WrongTokens wrong;
    private final SignIns signIns;

    SignInPage(AdminSources sources, SignIns signIns) {
        this.token = sources.token();
        this.wrong = new WrongTokens(sources.time());
        this.signIns = signIns;
    }

    PageAnswer show(PageRequest request) {
        return form(request, 200, "");
    }

    PageAnswer begin(PageRequest request) {
        String cookie = SignInCookie.value(request.servlet(), FORM_COOKIE).orElse("");
        if (cookie.isEmpty() || !cookie.equals(request.field("csrf"))) {
            return form(request, 403, "login.stale");
        }
        if (!token.is(request.field("token"))) {
            Duration pause = wrong.note();
            if (!pause.isZero()) {
                request.response().setHeader("Retry-After", Long.toString(pause.toSeconds()));
                return form(request, 429, "login.many");
            }
            log.warn("A wrong token came from {}", request.servlet().getRemoteAddr());
            return form(request, 401, "login.wrong");
        }
        if (request.signIn() != null) {
            signIns.end(request.signIn().id());
        }
        SignInCookie.set(request.servlet(), request.response(), signIns.begin().id());
        log.info("{} signed in to the pages of operators", request.servlet().getRemoteAddr());
        return PageAnswer.to(Words.within(request.field("next")));
    }

    PageAnswer end(PageRequest request) {
        if (request.signIn() != null) {
            signIns.end(request.signIn().id());
        }
        SignInCookie.clear(request.servlet(), request.response());
        return PageAnswer.to(PATH);
    }

    private PageAnswer form(PageRequest request, int status, String error) {
        String secret = SignInCookie.value(request.servlet(), FORM_COOKIE)
                .filter(value -> !value.isEmpty())
                .orElseGet(signIns::secret);
        SignInCookie.add(request.servlet(), request.response(), FORM_COOKIE, secret, -1, PATH);
        return new PageAnswer.View(
                status,
                "access/login",
                Map.of("form", secret, "next", Words.within(request.field("next")), "error", error),
                false);
    }
}
