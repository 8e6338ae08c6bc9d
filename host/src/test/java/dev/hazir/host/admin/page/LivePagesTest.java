package dev.hazir.host.admin.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.host.ProbeApplet;
import dev.hazir.host.TestHost;
import dev.hazir.host.admin.page.EventReader.Event;
import dev.hazir.host.security.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams that keep pages up to date, on a real host. */
class LivePagesTest {

    private static final String OVERVIEW = "/admin/live?page=%2F";

    @TempDir
    static Path directory;

    @AutoClose
    private static final TestHost host = TestHost.alone();

    @Test
    void openPageIsGivenItsStructureAndItsValues() throws Exception {
        OperatorBrowser operator = new OperatorBrowser(host).signIn();
        Document page = operator.get("/admin/").document();
        assertThat(page.selectFirst("#live").attr("hx-sse:connect")).isEqualTo(OVERVIEW);
        assertThat(page.selectFirst("#live").attr("hx-nonce"))
                .isEqualTo(page.selectFirst("script").attr("nonce"));

        // Something may come or go between the two requests, but not each time.
        await().untilAsserted(() -> assertStreamIsOf(operator.get("/admin/").document(), operator));
    }

    private static void assertStreamIsOf(Document page, OperatorBrowser operator) throws Exception {
        try (EventReader events = operator.events(OVERVIEW, "")) {
            assertThat(events.status()).isEqualTo(200);
            await().until(() -> events.events().size() >= 2);
            assertThat(events.events().get(0).type()).isEqualTo("structure");
            Document values = Jsoup.parse(events.events().get(1).data());
            for (Element live : page.select("[data-live]")) {
                assertThat(values.select("hx-partial[hx-target=#" + live.id() + "]"))
                        .as(live.id())
                        .hasSize(1);
            }
            assertThat(events.events().get(1).data()).doesNotContain("<form", "hx-get", "csrf");
        }
    }

    @Test
    void whoComesBackGetsWhatHasChangedSinceThenOnly() throws Exception {
        OperatorBrowser operator = new OperatorBrowser(host).signIn();
        install();
        String last;
        try (EventReader events = operator.events(OVERVIEW, "")) {
            await().untilAsserted(() -> assertThat(events.lastId()).isNotEmpty());
            last = events.lastId();
        }
        try (EventReader again = operator.events(OVERVIEW, last)) {
            // On a host where nothing happens nothing need change.
            await().until(() -> {
                host.send(host.request("/res/probe/version"));
                return !again.events().isEmpty();
            });
            assertThat(again.events()).noneMatch(event -> event.type().equals("structure"));
        } finally {
            remove();
        }
        try (EventReader stranger = operator.events(OVERVIEW, "other-7")) {
            await().untilAsserted(() -> assertThat(stranger.events()).isNotEmpty());
            assertThat(stranger.events().get(0).type()).isEqualTo("structure");
        }
    }

    @Test
    void anAppletThatComesChangesTheStructure() throws Exception {
        OperatorBrowser operator = new OperatorBrowser(host).signIn();
        try (EventReader events = operator.events(OVERVIEW, "")) {
            await().until(() -> structures(events).findAny().isPresent());

            install();

            await().until(() -> structures(events).distinct().count() > 1);
            await().untilAsserted(() ->
                    assertThat(events.events()).anyMatch(event -> event.data().contains("#in-0")));
        } finally {
            remove();
        }
    }

    @Test
    void streamsEndWithTheirSignIn() throws Exception {
        OperatorBrowser operator = new OperatorBrowser(host).signIn();
        OperatorBrowser other = new OperatorBrowser(host).signIn();
        try (EventReader events = operator.events(OVERVIEW, "");
                EventReader others = other.events(OVERVIEW, "")) {
            await().until(() -> !events.events().isEmpty());

            operator.submit(operator.get("/admin/"), "form[action=/admin/logout]", Map.of());

            await().until(events::ended);
            assertThat(events.events().get(events.events().size() - 1).type()).isEqualTo("bye");
            assertThat(others.ended()).isFalse();
        }
        try (EventReader again = operator.events(OVERVIEW, "")) {
            assertThat(again.status()).isEqualTo(401);
        }
    }

    @Test
    void tooManyPagesOfOnePersonAreRefusedAndMayAskOnce() throws Exception {
        OperatorBrowser operator = new OperatorBrowser(host).signIn("lena", Role.VIEWER);
        OperatorBrowser phone = new OperatorBrowser(host).signIn("lena", Role.VIEWER);
        OperatorBrowser other = new OperatorBrowser(host).signIn("otto", Role.OPERATOR);
        List<EventReader> open = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                open.add((i % 2 == 0 ? operator : phone).events(OVERVIEW, ""));
                assertThat(open.get(i).status()).isEqualTo(200);
            }
            try (EventReader ninth = operator.events(OVERVIEW, "")) {
                assertThat(ninth.status()).isEqualTo(429);
            }
            try (EventReader ofSomebodyElse = other.events(OVERVIEW, "")) {
                assertThat(ofSomebodyElse.status()).isEqualTo(200);
            }
            OperatorBrowser.Page once = operator.get(OVERVIEW + "&once");
            assertThat(once.status()).isEqualTo(200);
            assertThat(once.answer().body()).contains("hx-target=\"#lag\"");
            assertThat(once.answer().headers().firstValue("hx-trigger").orElse(""))
                    .contains("structure");

            open.remove(0).close();
            await().until(() -> {
                try (EventReader room = operator.events(OVERVIEW, "")) {
                    return room.status() == 200;
                }
            });
        } finally {
            for (EventReader events : open) {
                events.close();
            }
        }
    }

    @Test
    void pagesAreToldThatTheHostStopsBeforeTheirStreamsEnd() throws Exception {
        List<EventReader> open = new ArrayList<>();
        try (TestHost stopping = TestHost.start(directory.resolve("stopping"))) {
            open.add(new OperatorBrowser(stopping).signIn().events(OVERVIEW, ""));
            await().until(() -> !open.get(0).events().isEmpty());
        }
        await().untilAsserted(() -> assertThat(open.get(0).events())
                .last()
                .satisfies(last -> assertThat(last.type()).isEqualTo("bye"))
                .satisfies(last -> assertThat(last.data()).isEqualTo("host")));
        open.get(0).close();
    }

    @Test
    void onlyPagesThatAreKeptUpToDateHaveStreams() throws Exception {
        OperatorBrowser operator = new OperatorBrowser(host).signIn();
        for (String page : List.of(
                "", "/nothing", "/login", "/install", "%2F%2F", "%00", "/nothing/%3Cscript%3E", "a".repeat(5000))) {
            try (EventReader events = operator.events("/admin/live?page=" + page, "")) {
                assertThat(events.status()).as(page).isIn(404, 400);
            }
        }
        try (EventReader stranger = new OperatorBrowser(host).events(OVERVIEW, "")) {
            assertThat(stranger.status()).isEqualTo(401);
        }
    }

    private static void install() throws Exception {
        HttpResponse<String> answer = host.send(host.api("/applets")
                .header("content-type", "application/java-archive")
                .POST(BodyPublishers.ofFile(TestHost.jar(directory, "probe", "1.0.0", ProbeApplet.class))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private static void remove() throws Exception {
        host.send(host.api("/applets/probe?data=erase").DELETE());
    }

    private static Stream<String> structures(EventReader events) {
        return events.events().stream()
                .filter(event -> event.type().equals("structure"))
                .map(Event::data);
    }
}
