package dev.hazir.host.admin.live;

import dev.hazir.applet.loop.ServerEvent;
import dev.hazir.host.admin.live.LiveSource.Look;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one page shows, and since which state each of its values stands as it is: so everybody can be given what has changed
 * since any state, however long ago, and nothing has to be kept for those who are slow. Not safe for use by several threads.
 */
final class LiveState {

    /** What a page consists of that is no more: like no other, so that browsers ask for it and are told why. */
    private static final String GONE = "gone";

    private final String era;
    private final Map<String, Value> values = new HashMap<>();
    private Value shape = new Value("", 0);
    private Value data = new Value("", 0);
    private long number;

    private record Value(String text, long since) {}

    /** @param era tells states of this page from those that others counted */
    LiveState(String era) {
        this.era = era;
    }

    /** The number of the state it is in; 0 before there is one. */
    long number() {
        return number;
    }

    /** The number in the id of an event, or 0 if it is none of these. */
    long numberOf(@Nullable String id) {
        if (id == null || !id.startsWith(era + "-")) {
            return 0;
        }
        try {
            return Math.min(number, Long.parseLong(id.substring(era.length() + 1)));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Takes what the page shows now; null if there is none any more. */
    void take(@Nullable Look look) {
        long next = number + 1;
        Map<String, String> now = look == null ? Map.of() : look.marks().values();
        boolean changed = values.keySet().retainAll(Set.copyOf(now.keySet()));
        for (Map.Entry<String, String> entry : now.entrySet()) {
            Value before = values.get(entry.getKey());
            if (before == null || !before.text().equals(entry.getValue())) {
                values.put(entry.getKey(), new Value(entry.getValue(), next));
                changed = true;
            }
        }
        Value newShape = next(shape, look == null ? GONE : look.marks().shape(), next);
        Value newData = look == null || look.data() == null
                ? data
                : next(data, JsonMapper.shared().writeValueAsString(look.data()), next);
        changed |= newShape != shape || newData != data;
        shape = newShape;
        data = newData;
        number = changed ? next : number;
    }

    /** What has changed since a state, as few events; the last one has the id of this state. */
    List<ServerEvent> since(long state) {
        List<ServerEvent> events = new ArrayList<>();
        if (shape.since() > state) {
            events.add(ServerEvent.of("structure", shape.text()));
        }
        String partials = partials(state);
        if (!partials.isEmpty()) {
            events.add(ServerEvent.of(partials));
        }
        if (data.since() > state) {
            events.add(ServerEvent.of("m", data.text()));
        }
        if (!events.isEmpty()) {
            int last = events.size() - 1;
            events.set(last, events.get(last).withId(era + "-" + number));
        }
        return events;
    }

    /** All of it as an answer, with the structure beside it. */
    String partials() {
        return partials(0);
    }

    String shape() {
        return shape.text();
    }

    private String partials(long state) {
        StringBuilder text = new StringBuilder();
        values.forEach((id, value) -> {
            if (value.since() > state) {
                text.append("<hx-partial hx-target=\"#")
                        .append(id)
                        .append("\" hx-swap=\"innerMorph\">")
                        .append(value.text())
                        .append("</hx-partial>");
            }
        });
        return text.toString();
    }

    private static Value next(Value before, String text, long number) {
        return before.text().equals(text) ? before : new Value(text, number);
    }
}
