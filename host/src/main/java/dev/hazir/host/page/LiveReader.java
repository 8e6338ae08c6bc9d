package dev.hazir.host.page;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.engine.AbstractTemplateHandler;
import org.thymeleaf.model.ICDATASection;
import org.thymeleaf.model.ICloseElementTag;
import org.thymeleaf.model.IOpenElementTag;
import org.thymeleaf.model.IProcessableElementTag;
import org.thymeleaf.model.IStandaloneElementTag;
import org.thymeleaf.model.ITemplateEvent;
import org.thymeleaf.model.IText;

/**
 * Reads from a page, while it is made, what stands in its elements with {@code data-live}. Reads nothing unless a {@link
 * Reading} is among the variables. Made by the template engine for each page.
 */
public final class LiveReader extends AbstractTemplateHandler {

    static final String READING = "dev.hazir.reading";

    private static final Pattern ID = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

    private @Nullable Reading reading;
    private String inside = "";
    private int depth;
    private StringWriter content = new StringWriter();

    /** What was read. */
    static final class Reading {
        private final Map<String, String> values = new LinkedHashMap<>();
        private final List<String> marks = new ArrayList<>();

        LiveMarks marks() {
            return new LiveMarks(values, marks);
        }
    }

    @Override
    public void setContext(ITemplateContext context) {
        super.setContext(context);
        reading = context.getVariable(READING) instanceof Reading given ? given : null;
    }

    @Override
    public void handleOpenElement(IOpenElementTag tag) {
        String live = note(tag);
        if (!inside.isEmpty()) {
            depth++;
            keep(tag);
        } else if (!live.isEmpty()) {
            inside = live;
            depth = 0;
            content = new StringWriter();
        }
        super.handleOpenElement(tag);
    }

    @Override
    public void handleCloseElement(ICloseElementTag tag) {
        if (!inside.isEmpty() && --depth < 0) {
            if (reading != null) {
                reading.values.put(inside, content.toString());
            }
            inside = "";
        }
        keep(tag);
        super.handleCloseElement(tag);
    }

    @Override
    public void handleStandaloneElement(IStandaloneElementTag tag) {
        note(tag);
        keep(tag);
        super.handleStandaloneElement(tag);
    }

    @Override
    public void handleText(IText text) {
        keep(text);
        super.handleText(text);
    }

    @Override
    public void handleCDATASection(ICDATASection section) {
        keep(section);
        super.handleCDATASection(section);
    }

    /** The id when the element is kept up to date, else empty. */
    private String note(IProcessableElementTag tag) {
        if (reading == null) {
            return "";
        }
        String id = "";
        if (tag.hasAttribute("data-live")) {
            id = Objects.requireNonNullElse(tag.getAttributeValue("id"), "");
            if (!ID.matcher(id).matches() || !inside.isEmpty() || reading.values.containsKey(id)) {
                throw new IllegalStateException(
                        "An element with data-live needs an id of its own, of letters, digits, - and"
                                + " _, and stands in no other: " + tag);
            }
            reading.marks.add(id);
        }
        if (tag.hasAttribute("data-shape")) {
            reading.marks.add(String.valueOf(tag.getAttributeValue("data-shape")));
        }
        return id;
    }

    private void keep(ITemplateEvent event) {
        if (!inside.isEmpty()) {
            try {
                event.write(content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
