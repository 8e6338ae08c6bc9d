package dev.hazir.host.admin.page.health;

import dev.hazir.host.admin.health.MetricsJson;
import dev.hazir.host.admin.health.Plot;
import dev.hazir.host.admin.page.PageAnswer;
import dev.hazir.host.admin.page.PageRequest;
import dev.hazir.host.admin.view.AdminSources;
import dev.hazir.host.metrics.Columns;
import dev.hazir.host.metrics.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Figures over time: pictures that a script draws, each with a sentence and a table for those who do without. */
final class PlotPages {

    private static final int ROWS = 60;

    private final AdminSources sources;

    PlotPages(AdminSources sources) {
        this.sources = sources;
    }

    /**
     * One picture.
     *
     * @param now the highest of the newest values, in words, or empty
     * @param highest the highest of all, in words
     * @param at when that was
     * @param hidden how many series are not drawn
     */
    public record Shown(
            String word,
            String unit,
            List<String> series,
            String now,
            String highest,
            @Nullable Instant at,
            int hidden) {}

    /** A row of a table. */
    public record Row(Instant at, List<String> values) {}

    /** A moment in which an operation began. */
    public record Mark(long at, String text) {}

    /** What the script draws: a picture's columns, and the marks that go through all of them. */
    public record Drawn(int step, Map<String, MetricsJson> plots, List<Mark> marks) {}

    PageAnswer show(PageRequest request) {
        Span span = span(request);
        List<String> known = sources.history().names();
        String table = request.field("table");
        return PageAnswer.view(
                "health/plots",
                Map.of(
                        "span",
                        word(span),
                        "spans",
                        Stream.of(Span.values()).map(PlotPages::word).toList(),
                        "plots",
                        Stream.of(Plot.values())
                                .map(plot -> shown(plot, span, known))
                                .filter(shown -> !shown.series().isEmpty())
                                .toList(),
                        "table",
                        table,
                        "rows",
                        rows(table, span, known),
                        "leftOff",
                        sources.history().leftOff() > 0));
    }

    PageAnswer columns(PageRequest request) {
        Span span = span(request);
        Duration back = back(request, span);
        List<String> known = sources.history().names();
        Map<String, MetricsJson> plots = new LinkedHashMap<>();
        for (Plot plot : Plot.values()) {
            List<String> series = plot.series(known);
            if (!series.isEmpty()) {
                plots.put(plot.word(), MetricsJson.of(sources.history().columns(series, span, back), List.of(), 0));
            }
        }
        long since = sources.time().clock().instant().getEpochSecond() - back.toSeconds();
        List<Mark> marks = sources.operations().list().stream()
                .filter(operation -> operation.started().getEpochSecond() >= since)
                .map(operation ->
                        new Mark(operation.started().getEpochSecond(), operation.kind() + " " + operation.applet()))
                .toList();
        return PageAnswer.file(
                "plots.json",
                "application/json",
                JsonMapper.shared()
                        .writeValueAsString(new Drawn((int) span.step().toSeconds(), plots, marks)));
    }

    private Shown shown(Plot plot, Span span, List<String> known) {
        List<String> series = plot.series(known);
        Columns columns = sources.history().columns(series, span, span.back());
        double now = Double.NaN;
        double highest = Double.NaN;
        Instant at = null;
        for (float[] column : columns.values()) {
            for (int row = 0; row < column.length; row++) {
                if (!Float.isNaN(column[row]) && !(column[row] <= highest)) {
                    highest = column[row];
                    at = Instant.ofEpochSecond(columns.times()[row]);
                }
            }
            double newest = newest(column);
            now = newest <= now || Double.isNaN(newest) ? now : newest;
        }
        return new Shown(
                plot.word(),
                plot.unit(),
                series,
                words(now, plot.unit()),
                words(highest, plot.unit()),
                at,
                plot.hidden(known));
    }

    /** The newest value, unless nothing was measured for some steps. */
    private static double newest(float[] column) {
        for (int row = column.length - 1; row >= Math.max(0, column.length - 3); row--) {
            if (!Float.isNaN(column[row])) {
                return column[row];
            }
        }
        return Double.NaN;
    }

    private List<Row> rows(String table, Span span, List<String> known) {
        return Stream.of(Plot.values())
                .filter(plot -> plot.word().equals(table))
                .flatMap(plot -> rows(plot, span, known).stream())
                .toList();
    }

    private List<Row> rows(Plot plot, Span span, List<String> known) {
        Columns columns =
                sources.history().columns(plot.series(known), span, span.step().multipliedBy(ROWS));
        List<Row> rows = new ArrayList<>();
        for (int row = columns.times().length - 1; row >= 0; row--) {
            int index = row;
            rows.add(new Row(
                    Instant.ofEpochSecond(columns.times()[row]),
                    Stream.of(columns.values())
                            .map(column -> words(column[index], ""))
                            .toList()));
        }
        return rows;
    }

    private static String words(double value, String unit) {
        if (Double.isNaN(value)) {
            return "";
        }
        String number = value >= 100 || value == Math.rint(value)
                ? Long.toString(Math.round(value))
                : String.format(Locale.ENGLISH, "%.1f", value);
        return unit.isEmpty() ? number : unit.startsWith("/") ? number + unit : number + " " + unit;
    }

    private static Span span(PageRequest request) {
        return Stream.of(Span.values())
                .filter(span -> word(span).equals(request.field("span")))
                .findFirst()
                .orElse(Span.MINUTES);
    }

    private static Duration back(PageRequest request, Span span) {
        try {
            Duration asked = Duration.ofSeconds(Long.parseLong(request.field("back")));
            return asked.compareTo(span.back()) < 0 && !asked.isNegative() ? asked : span.back();
        } catch (NumberFormatException e) {
            return span.back();
        }
    }

    private static String word(Span span) {
        return span.name().toLowerCase(Locale.ROOT);
    }
}
