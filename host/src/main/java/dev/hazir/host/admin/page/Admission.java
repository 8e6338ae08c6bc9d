package dev.hazir.host.admin.page;

import dev.hazir.host.admin.rest.ApiException;
import dev.hazir.host.admin.rest.Upload;
import dev.hazir.host.security.Access;
import dev.hazir.host.security.AccessException;
import dev.hazir.host.security.Caller;
import dev.hazir.host.security.Door;
import dev.hazir.host.security.Role;
import dev.hazir.host.security.SignIns.Begun;
import dev.hazir.host.security.SignIns.SignIn;
import dev.hazir.host.security.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets nobody in who is not signed in, nobody do what his role is not for, no act through that did not come from a form of
 * the same sign-in, and no grave one without the password.
 */
final class Admission {

    static final String LOGIN = "/admin/login";
    static final String SETUP = "/admin/setup";

    /** Under this name a form sends the password once more. */
    static final String PASSWORD = "password-again";

    private static final Logger log = LoggerFactory.getLogger(Admission.class);

    private final Access access;
    private final HeldUploads held;

    /** Whoever asks; nobody when both are null. */
    record Who(@Nullable SignIn signIn, @Nullable Caller caller) {}

    /** A field of a form that is sent once more. */
    record Field(String name, String value) {}

    /** @param held keeps the files of a form until the password was given */
    Admission(Access access, HeldUploads held) {
        this.access = access;
        this.held = held;
    }

    /** Who asks. On a developer's host it is the developer. */
    Who who(HttpServletRequest request, HttpServletResponse response) {
        Visitor visitor = PageRequest.visitor(request);
        SignIn signIn = SignInCookie.of(request).flatMap(access::signedIn).orElse(null);
        if (signIn == null && access.dev()) {
            Begun begun = access.signInDeveloper(visitor);
            SignInCookie.set(request, response, begun.secret());
            signIn = begun.signIn();
        }
        if (signIn == null) {
            return new Who(null, null);
        }
        Optional<Caller> caller = access.caller(signIn, Door.UI, visitor.address());
        return caller.isEmpty() ? new Who(null, null) : new Who(signIn, caller.get());
    }

    /** Where those are sent who must sign in first, or set up the host; empty for those who may stay. */
    Optional<PageAnswer> elsewhere(HttpServletRequest request, String path, @Nullable PageCall call, Who who) {
        if (access.waitsForSetup()) {
            return path.equals("/setup") ? Optional.empty() : Optional.of(PageAnswer.to(SETUP));
        }
        if (who.caller() != null || call != null && call.isOpen()) {
            return Optional.empty();
        }
        boolean page = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        return Optional.of(PageAnswer.to(LOGIN + (page ? "?next=" + encoded(request) : "")));
    }

    /** Why a request is not carried out; empty when it is. */
    Optional<PageAnswer> refusal(PageCall call, PageRequest request) throws IOException, ApiException {
        Role needed = call.role();
        Caller caller = request.caller();
        SignIn signIn = request.signIn();
        if (needed == null || caller == null || signIn == null) {
            return Optional.empty();
        }
        if (!caller.role().covers(needed)) {
            return Optional.of(tooLittle(caller, needed));
        }
        if (!call.isAct()) {
            return Optional.empty();
        }
        if (!signIn.accepts(request.field("csrf"))) {
            log.warn("An act on {} came from {} without the token of its form", call.path(), caller.from());
            return Optional.of(AdminPages.failure(403, "form"));
        }
        return call.isGrave() && !access.confirmed(signIn) ? confirmation(request, signIn) : Optional.empty();
    }

    private PageAnswer tooLittle(Caller caller, Role needed) {
        return new PageAnswer.View(
                403,
                "forbidden",
                Map.of(
                        "role",
                        caller.role().title(),
                        "needed",
                        needed.title(),
                        "ask",
                        access.people().with(needed)),
                false);
    }

    /** Takes the password when the form has it, and asks for it otherwise, with all that the form had. */
    private Optional<PageAnswer> confirmation(PageRequest request, SignIn signIn) throws IOException, ApiException {
        String given = request.field(PASSWORD);
        int status = 403;
        String error = "";
        if (!given.isEmpty()) {
            try {
                access.confirm(signIn, given, request.visitor());
                return Optional.empty();
            } catch (AccessException e) {
                status = e.status();
                error = e.reason() == AccessException.Reason.WRONG ? "confirm.wrong" : String.valueOf(e.getMessage());
            }
        }
        HttpServletRequest servlet = request.servlet();
        List<Field> fields = fields(servlet);
        List<String> files = held.names(signIn, request.field(HeldUploads.FIELD));
        if (multipart(servlet)) {
            List<Upload> uploads = Upload.receiveAll(servlet, held.directory());
            files = HeldUploads.names(uploads);
            fields.add(new Field(HeldUploads.FIELD, held.keep(signIn, uploads)));
        }
        return Optional.of(new PageAnswer.View(
                status,
                "confirm",
                Map.of("to", servlet.getRequestURI(), "fields", fields, "files", files, "error", error),
                false));
    }

    private static List<Field> fields(HttpServletRequest servlet) {
        List<Field> fields = new ArrayList<>();
        servlet.getParameterMap().forEach((name, values) -> {
            if (!name.equals(PASSWORD) && !name.equals("csrf")) {
                for (String value : values) {
                    fields.add(new Field(name, value));
                }
            }
        });
        return fields;
    }

    private static boolean multipart(HttpServletRequest servlet) {
        return Objects.requireNonNullElse(servlet.getContentType(), "")
                .toLowerCase(Locale.ROOT)
                .startsWith("multipart/");
    }

    private static String encoded(HttpServletRequest request) {
        String query = request.getQueryString();
        return URLEncoder.encode(request.getRequestURI() + (query == null ? "" : "?" + query), StandardCharsets.UTF_8);
    }
}
