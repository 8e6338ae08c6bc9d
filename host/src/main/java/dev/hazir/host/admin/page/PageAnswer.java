package dev.hazir.host.admin.page;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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

    /** A file for saving, which is written as it is sent. */
    record Download(String name, String type, Content content) implements PageAnswer {}

    /** Writes a file. */
    @FunctionalInterface
    interface Content {
        void to(OutputStream out) throws IOException;
    }

    /** A text to keep: the browser offers to save it. */
    static Download file(String name, String type, String content) {
        return new Download(name, type, out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
    }

    /** A file to save under whatever name it has. */
    record Saved(dev.hazir.host.admin.view.Download file) implements PageAnswer {}

    static View view(String template, Map<String, ?> variables) {
        return new View(200, template, variables, false);
    }

    static Redirect to(String location) {
        return new Redirect(location);
    }
}
