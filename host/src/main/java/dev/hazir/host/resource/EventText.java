package dev.hazir.host.resource;

import dev.hazir.applet.loop.ServerEvent;

/** Server-sent events as they are written (HTML standard, section 9.2.6). */
final class EventText {

    /** A comment, which keeps intermediaries from closing a silent stream. */
    static final String PING = ": ping\n\n";

    private EventText() {}

    static String of(ServerEvent event) {
        StringBuilder text = new StringBuilder(event.data().length() + 16);
        event.event().ifPresent(type -> text.append("event: ").append(type).append('\n'));
        event.id().ifPresent(id -> text.append("id: ").append(id).append('\n'));
        event.retry()
                .ifPresent(
                        pause -> text.append("retry: ").append(pause.toMillis()).append('\n'));
        String data = event.data();
        int start = 0;
        for (int i = 0; i < data.length(); i++) {
            char c = data.charAt(i);
            if (c == '\n' || c == '\r') {
                text.append("data: ").append(data, start, i).append('\n');
                if (c == '\r' && i + 1 < data.length() && data.charAt(i + 1) == '\n') {
                    i++;
                }
                start = i + 1;
            }
        }
        return text.append("data: ")
                .append(data, start, data.length())
                .append("\n\n")
                .toString();
    }
}
