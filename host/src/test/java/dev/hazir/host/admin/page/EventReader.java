package dev.hazir.host.admin.page;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Reads server-sent events as they come. */
final class EventReader implements AutoCloseable {

    private final HttpResponse<InputStream> answer;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    /** An event; its type is empty unless it has one. */
    record Event(String type, String data, String id) {}

    EventReader(HttpResponse<InputStream> answer) {
        this.answer = answer;
        Thread thread = new Thread(this::read, "events");
        thread.setDaemon(true);
        thread.start();
    }

    int status() {
        return answer.statusCode();
    }

    HttpResponse<InputStream> answer() {
        return answer;
    }

    List<Event> events() {
        return events;
    }

    /** The id that a browser would come back with. */
    String lastId() {
        return events.stream().map(Event::id).filter(id -> !id.isEmpty()).reduce("", (a, b) -> b);
    }

    boolean ended() {
        return ended;
    }

    @Override
    public void close() throws IOException {
        answer.body().close();
    }

    private void read() {
        String type = "";
        String id = "";
        StringBuilder data = new StringBuilder();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    if (data.length() > 0 || !type.isEmpty()) {
                        events.add(new Event(type, data.toString(), id));
                    }
                    type = "";
                    id = "";
                    data.setLength(0);
                } else if (line.startsWith("event: ")) {
                    type = line.substring(7);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    data.append(line.substring(6));
                }
            }
        } catch (IOException e) {
            ended = true;
        }
        ended = true;
    }
}
