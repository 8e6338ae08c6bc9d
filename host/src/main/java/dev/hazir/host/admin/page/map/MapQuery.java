package dev.hazir.host.admin.page.map;

import dev.hazir.host.admin.map.MapMemory;
import dev.hazir.host.admin.map.Overlay;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.page.Query;
import dev.hazir.host.metrics.Span;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the address of the map asks for.
 *
 * @param fit whether the picture is as large as the window lets it be
 */
public record MapQuery(MapMemory.Wish wish, boolean fit) {

    static MapQuery of(PageRequest request, Clock clock) {
        return new MapQuery(
                new MapMemory.Wish(
                        Overlay.of(request.field("show")),
                        request.field("around"),
                        request.field("steps").equals("1") ? 1 : MapMemory.STEPS,
                        request.field("boxes").equals("all"),
                        moment(request, clock)),
                request.field("fit").equals("on"));
    }

    /** The same with the moment that a number of seconds before now is; zero is no moment but now. */
    MapQuery ago(long seconds, Clock clock) {
        @Nullable Instant moment = seconds == 0 ? null : clock.instant().minusSeconds(seconds);
        return new MapQuery(new MapMemory.Wish(wish.overlay(), wish.around(), wish.steps(), wish.all(), moment), fit);
    }

    /** How long ago that is, as the form has it: in seconds, not above zero. */
    public long secondsBefore(Instant now) {
        Instant moment = wish.moment();
        return moment == null
                ? 0
                : -Math.min(
                        Span.MINUTES.back().toSeconds(),
                        Duration.between(moment, now).toSeconds());
    }

    /** As it stands in addresses, without a question mark. */
    public String address() {
        return Query.of(fields());
    }

    /** The same with every box. */
    public String withAllBoxes() {
        Map<String, String> fields = fields();
        fields.put("boxes", "all");
        return Query.of(fields);
    }

    private Map<String, String> fields() {
        Instant moment = wish.moment();
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("show", wish.overlay() == Overlay.RATE ? "" : wish.overlay().word());
        fields.put("around", wish.around());
        fields.put("steps", wish.steps() == MapMemory.STEPS ? "" : Integer.toString(wish.steps()));
        fields.put("boxes", wish.all() ? "all" : "");
        fields.put("fit", fit ? "on" : "");
        fields.put("at", moment == null ? "" : Long.toString(moment.getEpochSecond()));
        return fields;
    }

    /** What is to come, longer ago than figures are kept or no time at all is now. */
    private static @Nullable Instant moment(PageRequest request, Clock clock) {
        Instant now = clock.instant();
        return number(request.field("at"))
                .map(Instant::ofEpochSecond)
                .filter(moment -> moment.isBefore(now) && moment.isAfter(now.minus(Span.MINUTES.back())))
                .orElse(null);
    }

    static Optional<Long> number(String text) {
        return text.matches("-?\\d{1,10}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
