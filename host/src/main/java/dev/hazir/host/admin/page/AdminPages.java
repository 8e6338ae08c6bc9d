package dev.hazir.host.admin.page;

import dev.hazir.host.admin.live.LiveSource;
import dev.hazir.host.admin.page.PageCall.Found;
import dev.hazir.host.admin.rest.ApiException;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.lifecycle.Once;
import dev.hazir.host.page.Offers;
import dev.hazir.host.page.Templates;
import dev.hazir.host.security.AccessException;
import dev.hazir.host.security.AuditLog;
import dev.hazir.host.security.People;
import dev.hazir.host.security.Role;
import dev.hazir.host.security.Secrets;
import dev.hazir.host.store.DiskException;
import jakarta.servlet.annotation.MultipartConfig;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers requests for pages: finds the page, asks whether it may be given, and renders what comes of it. */
@MultipartConfig(fileSizeThreshold = 0)
public final class AdminPages extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(AdminPages.class);

    /** Each has its templates and texts in a directory of its own. */
    private static final List<String> AREAS = List.of(
            "overview",
            "applet",
            "health",
            "map",
            "log",
            "traffic",
            "access",
            "search",
            "dev",
            "backup",
            "settings",
            "network");

    private final transient Once<Site> site;
    private final transient HeldUploads held;
    private final transient Admission admission;
    private final transient AuditLog audit;
    private final transient People people;

    /** The pages and what they share. No start waits for it: it is made for the first who asks for a page. */
    private record Site(List<PageCall> calls, Frame frame, Templates templates, LivePages live) {}

    /**
     * @param version of the host
     * @param calls makes the pages
     */
    public AdminPages(AdminSources sources, String version, Supplier<List<PageCall>> calls) {
        this.held = new HeldUploads(sources.time(), sources.uploads());
        this.admission = new Admission(sources.access(), held);
        this.audit = sources.access().audit();
        this.people = sources.access().people();
        this.site = new Once<>(() -> site(sources, version, calls.get()));
    }

    private Site site(AdminSources sources, String version, List<PageCall> calls) {
        Frame frame = new Frame(sources, version, calls);
        Templates templates = Templates.inAreas(
                AdminPages.class.getClassLoader(), "dev/hazir/host/admin/page/", AREAS, Locale.ENGLISH);
        return new Site(calls, frame, templates, new LivePages(calls, frame, templates, people));
    }

    /** The pages that are kept up to date. */
    public LiveSource live() {
        return new LiveSource() {
            @Override
            public boolean isReady() {
                return site.isMade();
            }

            @Override
            public void prepare() {
                site.get();
            }

            @Override
            public boolean offers(String page, Role role) {
                return site.get().live().offers(page, role);
            }

            @Override
            public Optional<Look> look(String page, Role role) throws Exception {
                return site.get().live().look(page, role);
            }
        };
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String nonce = Secrets.next();
        SecurityHeaders.write(response, nonce);
        String path = Objects.requireNonNullElse(request.getPathInfo(), "/");
        Admission.Who who = admission.who(request, response);
        PageAnswer answer;
        try (ActNote note = new ActNote(audit, who.caller())) {
            answer = answer(request, response, path, who, note);
            note.end(answer);
        }
        if (answer instanceof PageAnswer.Redirect redirect) {
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", redirect.location());
        } else if (answer instanceof PageAnswer.Saved saved) {
            saved.file().write(response);
        } else if (answer instanceof PageAnswer.View view) {
            show(view, nonce, path, who, request, response);
        }
    }

    /** The answer, also when something is in the way. */
    private PageAnswer answer(
            HttpServletRequest request, HttpServletResponse response, String path, Admission.Who who, ActNote note)
            throws IOException {
        try {
            return admitted(request, response, path, who, note);
        } catch (ApiException e) {
            return failure(e.status(), String.valueOf(e.getMessage()));
        } catch (AccessException e) {
            return failure(e.status(), String.valueOf(e.getMessage()));
        } catch (DiskException e) {
            log.warn("{} {} was not possible", request.getMethod(), request.getRequestURI(), e);
            return failure(507, e.getMessage() + ". " + e.fix());
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(request.getMethod() + " " + path + " failed", e);
        }
    }

    private PageAnswer admitted(
            HttpServletRequest request, HttpServletResponse response, String path, Admission.Who who, ActNote note)
            throws Exception {
        Optional<Found> found = PageCall.find(
                site.get().calls(), request.getMethod().equals("HEAD") ? "GET" : request.getMethod(), path);
        Optional<PageAnswer> elsewhere =
                admission.elsewhere(request, path, found.map(Found::call).orElse(null), who);
        if (elsewhere.isPresent()) {
            return elsewhere.get();
        }
        if (found.isEmpty()) {
            throw unknown(response, path);
        }
        PageCall call = found.get().call();
        note.of(call, found.get().parameters());
        PageRequest asked = PageRequest.of(
                new PageRequest.Exchange(request, response, who, held),
                rights(who),
                found.get().parameters());
        Optional<PageAnswer> refusal = admission.refusal(call, asked);
        return refusal.isPresent() ? refusal.get() : call.action().answer(asked);
    }

    private ApiException unknown(HttpServletResponse response, String path) {
        List<String> methods = site.get().calls().stream()
                .filter(call -> call.match(path).isPresent())
                .map(PageCall::method)
                .distinct()
                .toList();
        if (methods.isEmpty()) {
            return new ApiException(404, "There is nothing at /admin" + path + ".");
        }
        response.setHeader("Allow", String.join(", ", methods));
        return new ApiException(405, "/admin" + path + " takes " + String.join(" and ", methods) + " only.");
    }

    private void show(
            PageAnswer.View view,
            String nonce,
            String path,
            Admission.Who who,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Site shown = site.get();
        Map<String, Object> variables = new HashMap<>(view.variables());
        variables.put("words", shown.frame().words());
        variables.put("nonce", nonce);
        variables.put("refresh", view.refresh());
        variables.put("dev", shown.frame().dev());
        variables.put(Offers.VARIABLE, rights(who));
        variables.put("keys", SignInCookie.value(request, SignInCookie.KEYS_OFF).isEmpty());
        if (who.signIn() != null && who.caller() != null) {
            variables.put("csrf", who.signIn().csrf());
            variables.putAll(shown.frame().variables(path));
            variables.put("me", who.caller());
            variables.put("person", who.caller().name());
            if (PageCall.find(shown.calls(), "GET", path)
                    .filter(found -> found.call().upToDate().isPresent() && view.status() == HttpServletResponse.SC_OK)
                    .isPresent()) {
                String query = request.getQueryString();
                variables.put("live", encoded(path + (query == null ? "" : "?" + query)));
            }
        }
        byte[] page = shown.templates().render(view.template(), variables, getServletContext(), request, response);
        response.setStatus(view.status());
        response.setContentType("text/html; charset=utf-8");
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
    }

    private Rights rights(Admission.Who who) {
        return new Rights(
                site.get().calls(),
                who.caller() == null ? Role.VIEWER : who.caller().role(),
                people);
    }

    static PageAnswer.View failure(int status, String detail) {
        return new PageAnswer.View(status, "failure", Map.of("status", status, "detail", detail), false);
    }

    private static String encoded(String address) {
        return URLEncoder.encode(address, StandardCharsets.UTF_8);
    }
}
