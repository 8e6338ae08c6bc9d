package dev.hazir.host.admin.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.applet.loop.ServerEvent;
import dev.hazir.host.admin.live.LiveSource.Look;
import dev.hazir.host.page.LiveMarks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What browsers are given of a page that changes. */
class LiveStateTest {

    private final LiveState state = new LiveState("era");

    @Test
    void firstLookIsGivenWholeWithItsStructure() {
        state.take(look(Map.of("lag", "3 ms"), null, "lag"));

        List<ServerEvent> events = state.since(0);
        assertThat(events.get(0).event()).hasValue("structure");
        assertThat(events.get(1).data())
                .isEqualTo("<hx-partial hx-target=\"#lag\" hx-swap=\"innerMorph\">3 ms</hx-partial>");
        assertThat(events.get(1).id()).hasValue("era-1");
    }

    @Test
    void onlyWhatHasChangedIsGiven() {
        state.take(look(Map.of("lag", "3 ms", "rate", "4"), null, "lag", "rate"));
        long seen = state.number();
        state.take(look(Map.of("lag", "3 ms", "rate", "5"), null, "lag", "rate"));

        assertThat(state.since(seen))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.data()).contains("#rate", ">5<").doesNotContain("lag"));
        long now = state.number();
        state.take(look(Map.of("lag", "3 ms", "rate", "5"), null, "lag", "rate"));
        assertThat(state.since(now)).isEmpty();
    }

    @Test
    void whoWasAwayGetsTheNewestOfEachValueOnce() {
        state.take(look(Map.of("lag", "1", "rate", "1"), null, "lag", "rate"));
        String id = state.since(0).get(1).id().orElseThrow();
        for (int i = 2; i < 50; i++) {
            state.take(look(Map.of("lag", "" + i, "rate", "1"), null, "lag", "rate"));
        }

        List<ServerEvent> missed = state.since(state.numberOf(id));
        assertThat(missed)
                .singleElement()
                .satisfies(event -> assertThat(event.data())
                        .isEqualTo("<hx-partial hx-target=\"#lag\" hx-swap=\"innerMorph\">49</hx-partial>"));
    }

    @Test
    void idsOfOthersAndNonsenseCountAsNothingSeen() {
        state.take(look(Map.of("lag", "1"), null, "lag"));

        for (String id : new String[] {null, "", "other-1", "era-", "era-x", "era-9223372036854775808"}) {
            assertThat(state.numberOf(id)).as(id).isZero();
        }
        assertThat(state.numberOf("era-99")).isEqualTo(state.number());
    }

    @Test
    void anotherStructureAndItsEndAreTold() {
        state.take(look(Map.of("a", "1"), null, "a"));
        String before = state.shape();
        state.take(look(Map.of("a", "1", "b", "1"), null, "a", "b"));
        assertThat(state.shape()).isNotEqualTo(before);

        long seen = state.number();
        state.take(null);
        assertThat(state.since(seen)).singleElement().satisfies(event -> {
            assertThat(event.event()).hasValue("structure");
            assertThat(event.data()).isEqualTo("gone");
        });
    }

    @Test
    void dataForScriptsComesAsJsonWhenItHasChanged() {
        state.take(look(Map.of(), Map.of("rev", 1)));
        assertThat(state.since(0)).anySatisfy(event -> {
            assertThat(event.event()).hasValue("m");
            assertThat(event.data()).isEqualTo("{\"rev\":1}");
        });
        long seen = state.number();
        state.take(look(Map.of(), Map.of("rev", 1)));
        assertThat(state.since(seen)).isEmpty();
    }

    private static Look look(Map<String, String> values, Object data, String... marks) {
        return new Look(new LiveMarks(values, List.of(marks)), data);
    }
}
