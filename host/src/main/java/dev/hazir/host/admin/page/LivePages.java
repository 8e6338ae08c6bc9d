package dev.hazir.host.admin.page;

import dev.hazir.host.admin.live.LiveSource;
import dev.hazir.host.admin.page.PageCall.Data;
import dev.hazir.host.admin.page.PageCall.Found;
import dev.hazir.host.admin.rest.ApiException;
import dev.hazir.host.page.Offers;
import dev.hazir.host.page.Templates;
import dev.hazir.host.security.Role;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes pages for all who have them open, by the calls and templates that make them for one. */
final class LivePages implements LiveSource {

    private final List<PageCall> calls;
    private final Frame frame;
    private final Templates templates;
    private final Rights rights;

    /** @param rights of those who have the smallest role */
    LivePages(List<PageCall> calls, Frame frame, Templates templates, Rights rights) {
        this.rights = rights;
        this.calls = calls;
        this.frame = frame;
        this.templates = templates;
    }

    @Override
    public boolean offers(String page) {
        return find(path(page)).isPresent();
    }

    @Override
    public Optional<Look> look(String page) throws Exception {
        String path = path(page);
        Found found = find(path).orElseThrow(() -> new IllegalArgumentException("page: '" + page + "'"));
        PageRequest request = PageRequest.watching(rights, found.parameters(), fields(page)::get);
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
        variables.put(Offers.VARIABLE, rights);
        variables.putAll(frame.variables(path));
        @Nullable Data data = call.upToDate().orElse(null);
        return new Look(templates.read(view.template(), variables), data == null ? null : data.of(request));
    }

    private Optional<Found> find(String path) {
        return PageCall.find(calls, "GET", path)
                .filter(found ->
                        found.call().upToDate().isPresent() && found.call().role() == Role.VIEWER);
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
