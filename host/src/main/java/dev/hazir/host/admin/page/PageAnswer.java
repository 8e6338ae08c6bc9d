package dev.hazir.host.admin.page;

import dev.hazir.host.admin.view.Download;
import java.util.HashMap;
import java.util.Map;

/** What a request for a page comes to. */
public sealed interface PageAnswer {

    /**
     * A template with its variables.
     *
     * @param refresh whether the browser is to ask again soon
     */
    record View(int status, String template, Map<String, ?> variables, boolean refresh) implements PageAnswer {

        /** The same with one more variable. */
        public View with(String name, Object value) {
            Map<String, Object> more = new HashMap<>(variables);
            more.put(name, value);
            return new View(status, template, more, refresh);
        }
    }

    /** Another page, which is then asked for with GET. */
    record Redirect(String location) implements PageAnswer {}

    /** A file that the browser saves. */
    record Saved(Download file) implements PageAnswer {}

    /** A text that the browser saves. */
    static Saved file(String name, String type, String content) {
        return new Saved(Download.text(name, type, content));
    }

    static View view(String template, Map<String, ?> variables) {
        return new View(200, template, variables, false);
    }

    static Redirect to(String location) {
        return new Redirect(location);
    }
}
