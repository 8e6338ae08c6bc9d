package dev.hazir.host.admin.page;

import dev.hazir.host.admin.live.LiveSource;
import dev.hazir.host.admin.page.PageCall.Data;
import dev.hazir.host.admin.page.PageCall.Found;
import dev.hazir.host.admin.rest.ApiException;
import dev.hazir.host.page.Offers;
import dev.hazir.host.page.Templates;
import dev.hazir.host.security.People;
import dev.hazir.host.security.Role;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes pages for all of a role who have them open, by the calls and templates that make them for one. */
final class LivePages implements LiveSource {

    private final List<PageCall> calls;
    private final Frame frame;
    private final Templates templates;
    private final People people;

    LivePages(List<PageCall> calls, Frame frame, Templates templates, People people) {
        this.people = people;
        this.calls = calls;
        this.frame = frame;
        this.templates = templates;
    }

    @Override
    public boolean offers(String page, Role role) {
        return find(path(page), role).isPresent();
    }

    @Override
    public Optional<Look> look(String page, Role role) throws Exception {
        String path = path(page);
        Found found = find(path, role).orElseThrow(() -> new IllegalArgumentException("page: '" + page + "'"));
        PageRequest request =
                PageRequest.watching(new Rights(calls, role, people), found.parameters(), fields(page)::get);
        try {
            return found.call().action().answer(request) instanceof PageAnswer.View view
                    ? Optional.of(look(found.call(), request, view, path))
                    : Optional.empty();
        } catch (ApiException e) {
            return Optional.empty(); // the browser asks for the page itself, and is told
        }
    }

    private Look look(PageCall call, PageRequest request, PageAnswer.View view, String path) throws Exception {
        Map<String, Object> variables = new HashMap<>(view.variables());
        variables.put("words", frame.words());
        variables.put(Offers.VARIABLE, request.rights());
        variables.putAll(frame.variables(path));
        @Nullable Data data = call.upToDate().orElse(null);
        return new Look(templates.read(view.template(), variables), data == null ? null : data.of(request));
    }

    private Optional<Found> find(String path, Role role) {
        return PageCall.find(calls, "GET", path)
                .filter(found -> found.call().upToDate().isPresent() && isFor(role, found.call()));
    }

    private static boolean isFor(Role role, PageCall call) {
        Role needed = call.role();
        return needed != null && role.covers(needed);
    }

    private static String path(String page) {
        return page.split("\\?", 2)[0];
    }

    private static Map<String, @Nullable String> fields(String page) {
        Map<String, @Nullable String> fields = new HashMap<>();
        String[] parts = page.split("\\?", 2);
        if (parts.length == 2) {
            for (String field : parts[1].split("&")) {
                String[] pair = field.split("=", 2);
                fields.putIfAbsent(decoded(pair[0]), pair.length == 2 ? decoded(pair[1]) : "");
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
