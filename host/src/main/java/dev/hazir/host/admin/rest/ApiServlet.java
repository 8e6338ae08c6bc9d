package dev.hazir.host.admin.rest;

import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.lifecycle.Once;
import dev.hazir.host.security.Access;
import dev.hazir.host.security.AccessException;
import dev.hazir.host.security.AuditLog;
import dev.hazir.host.security.Caller;
import dev.hazir.host.security.Role;
import dev.hazir.host.security.SignIns.SignIn;
import dev.hazir.host.store.DiskException;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Routes REST calls and turns failures into problem documents. Parts of an upload go to files at once. */
@MultipartConfig(fileSizeThreshold = 0)
public final class ApiServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(ApiServlet.class);

    private final transient Once<Api> api;
    private final transient Access access;

    public ApiServlet(AdminSources sources) {
        this.api = new Once<>(() -> Api.of(sources)); // no start waits for it
        this.access = sources.access();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ApiResponse answer;
        try {
            answer = answer(request, response);
        } catch (ApiException e) {
            answer = new ApiResponse(e.status(), e.document());
        } catch (AccessException e) {
            e.pause().ifPresent(pause -> response.setHeader("Retry-After", Long.toString(pause.toSeconds())));
            answer = new ApiResponse(
                    e.status(),
                    refused(e.status(), String.valueOf(e.getMessage())).document());
        } catch (DiskException e) {
            log.warn("{} {} was not possible", request.getMethod(), request.getRequestURI(), e);
            answer = new ApiResponse(507, OperationAnswer.impossible(e).document());
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            log.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
            answer = new ApiResponse(
                    500, new ApiException(500, "The host failed to answer; the log says why.").document());
        }
        answer.write(response);
    }

    /** Carries out a call; what changes something is noted, unless it became an operation, which is noted by itself. */
    private ApiResponse carryOut(ApiCall call, ApiRequest asked) throws Exception {
        boolean looks = call.looks();
        if (looks && call.role() == Role.VIEWER) {
            return call.action().answer(asked);
        }
        Caller caller = asked.caller();
        try (AuditLog.Act act = access.audit().begin(caller)) {
            String subject = String.join(" ", asked.parameters());
            try {
                require(caller, call.role());
                requirePassword(asked, looks || call.role() != Role.ADMIN);
                ApiResponse answer = call.action().answer(asked);
                if (!looks && !act.becameOperation()) {
                    act.note(call.act(), subject, "done", "");
                }
                return answer;
            } catch (ApiException | AccessException e) {
                if (!act.becameOperation()) {
                    act.note(call.act(), subject, "refused", String.valueOf(e.getMessage()));
                }
                throw e;
            } catch (Exception e) {
                if (!act.becameOperation()) {
                    act.note(call.act(), subject, "failed", e.toString());
                }
                throw e;
            }
        }
    }

    private ApiResponse answer(HttpServletRequest request, HttpServletResponse response) throws Exception {
        String path = Objects.requireNonNullElse(request.getPathInfo(), "");
        Optional<Api.Found> found = api.get().find(request.getMethod(), path);
        if (found.isPresent()) {
            requireWithin(request, path);
            return carryOut(
                    found.get().call(), ApiRequest.of(request, found.get().parameters()));
        }
        Set<String> methods = api.get().methods(path);
        if (methods.isEmpty()) {
            throw new ApiException(404, "There is nothing at " + path + "; see /admin/api/v1/openapi.json.");
        }
        response.setHeader("Allow", String.join(", ", methods));
        throw new ApiException(
                405,
                request.getMethod() + " is not possible on " + path + ", only " + String.join(", ", methods) + ".");
    }

    /** A token for some applets reaches nothing else. */
    private static void requireWithin(HttpServletRequest request, String path) throws ApiException {
        if (request.getAttribute(TokenFilter.CALLER) instanceof Caller caller
                && !caller.applets().isEmpty()) {
            String[] segments = path.split("/");
            boolean within = segments.length > 2 && segments[1].equals("applets") && caller.mayTouch(segments[2]);
            if (!within) {
                throw refused(
                        403, "You are " + caller.name() + ", for " + String.join(", ", caller.applets()) + " only.");
            }
        }
    }

    private void require(Caller caller, Role needed) throws ApiException {
        if (!caller.role().covers(needed)) {
            List<String> ask = access.people().with(needed);
            throw refused(
                    403,
                    "You are " + caller.name() + " (" + caller.role().title() + "). This needs " + needed.title() + "."
                            + (ask.isEmpty() ? "" : " Ask: " + String.join(", ", ask) + "."));
        }
    }

    private static ApiException refused(int status, String detail) {
        return new ApiException(status, detail, "refused", null, List.of());
    }

    /** In the name of a browser nothing is changed that needs an administrator when the password was given long ago. */
    private void requirePassword(ApiRequest asked, boolean looks) throws ApiException {
        if (!looks
                && asked.servlet().getAttribute(TokenFilter.SIGN_IN) instanceof SignIn signIn
                && !access.confirmed(signIn)) {
            throw refused(
                    403, "Your password was given more than ten minutes ago. Give it again on a page, then try again.");
        }
    }
}
