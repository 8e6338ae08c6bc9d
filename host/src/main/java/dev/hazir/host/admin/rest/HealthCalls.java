package dev.hazir.host.admin.rest;

import dev.hazir.host.admin.health.Memory;
import dev.hazir.host.admin.health.MetricsJson;
import dev.hazir.host.admin.health.ThreadDump;
import dev.hazir.host.admin.map.Drawing;
import dev.hazir.host.admin.map.MapJson;
import dev.hazir.host.admin.map.MapMemory;
import dev.hazir.host.admin.map.Mermaid;
import dev.hazir.host.admin.map.Overlay;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.admin.view.OperationJson;
import dev.hazir.host.guest.BlockReport;
import dev.hazir.host.metrics.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The calls that tell how the host keeps up, and what an operator can do about it. */
final class HealthCalls {

    private final AdminSources sources;

    HealthCalls(AdminSources sources) {
        this.sources = sources;
    }

    ApiResponse metrics(ApiRequest request) throws ApiException {
        List<String> names = request.query("series")
                .map(text -> Stream.of(text.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList())
                .orElse(List.of());
        Duration back = back(request.query("from").orElse("-900"));
        Span span = span(request.choice("step", "", "1", "10", "60"), back);
        return ApiResponse.ok(MetricsJson.of(
                sources.history().columns(names, span, back),
                sources.history().names(),
                sources.history().leftOff()));
    }

    ApiResponse threads(ApiRequest request) throws ApiException {
        ThreadDump dump = ThreadDump.take(
                sources.time().clock().instant(), sources.virtual().get());
        return ApiResponse.ok(request.choice("form", "json", "text").equals("text") ? dump.text() : dump);
    }

    ApiResponse map(ApiRequest request) throws ApiException {
        Drawing drawing = sources.map()
                .draw(
                        sources,
                        new MapMemory.Wish(
                                Overlay.of(request.choice("show", "rate", "p95", "errors", "queue", "dropped")),
                                request.query("around").orElse(""),
                                request.choice("steps", "2", "1").equals("1") ? 1 : MapMemory.STEPS,
                                true,
                                moment(request.query("at").orElse(""))));
        return ApiResponse.ok(
                request.choice("form", "json", "mermaid").equals("mermaid")
                        ? Mermaid.of(drawing)
                        : MapJson.of(drawing));
    }

    private static @Nullable Instant moment(String text) throws ApiException {
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new ApiException(400, "'" + text + "' is no moment. It looks like 2026-11-28T14:06:31Z.");
        }
    }

    ApiResponse memory(ApiRequest request) {
        return ApiResponse.ok(Memory.now(sources.unloads().held()));
    }

    ApiResponse move(ApiRequest request) throws Exception {
        String place = request.json().path("location").asString("");
        BlockReport report = sources.watch()
                .newest(request.id(), place)
                .orElseThrow(() -> new ApiException(
                        404, "No line '" + place + "' of " + request.id() + " has kept an event loop waiting lately."));
        return OperationAnswer.of(
                request,
                sources.applets().moveToWorkers(report, request.by()),
                view -> ApiResponse.ok(OperationJson.of(view)));
    }

    /** Seconds since 1970, or ago when negative. */
    private Duration back(String from) throws ApiException {
        try {
            long seconds = Long.parseLong(from);
            long back =
                    seconds < 0 ? -seconds : sources.time().clock().instant().getEpochSecond() - seconds;
            return Duration.ofSeconds(
                    Math.max(1, Math.min(back, Span.DAYS.back().toSeconds())));
        } catch (NumberFormatException e) {
            throw new ApiException(
                    400, "from: '" + from + "' (expected: seconds since 1970, or a negative number of seconds ago)");
        }
    }

    private static Span span(String step, Duration back) {
        return Stream.of(Span.values())
                .filter(span -> Long.toString(span.step().toSeconds()).equals(step))
                .findFirst()
                .orElseGet(() -> Span.reaching(back));
    }
}
