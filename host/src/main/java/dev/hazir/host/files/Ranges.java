package dev.hazir.host.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Byte ranges of a request (RFC 9110, section 14). */
final class Ranges {

    /**
     * A part of the content.
     *
     * @param first the position of the first byte
     */
    record Range(long first, long length) {

        long end() {
            return first + length;
        }

        /** As {@code Content-Range} gives it. */
        String of(long size) {
            return "bytes " + first + "-" + (end() - 1) + "/" + size;
        }
    }

    /** More are not served as ranges: many small or overlapping ones are an attack, no browser sends them. */
    private static final int MOST = 16;

    private static final String UNIT = "bytes=";

    private Ranges() {}

    /**
     * The ranges that can be served; an empty list when none can be (416), nothing when the field is to be ignored: it is
     * malformed, of another unit, has too many ranges, or they come to more than the content.
     */
    static Optional<List<Range>> parse(String field, long size) {
        if (!field.regionMatches(true, 0, UNIT, 0, UNIT.length())) {
            return Optional.empty();
        }
        String[] specs = field.substring(UNIT.length()).split(",", -1);
        if (specs.length > MOST) {
            return Optional.empty();
        }
        List<Range> ranges = new ArrayList<>();
        long total = 0;
        for (String spec : specs) {
            String text = spec.strip();
            if (!text.matches("[0-9]{0,18}-[0-9]{0,18}") || text.equals("-")) {
                return Optional.empty();
            }
            int dash = text.indexOf('-');
            String first = text.substring(0, dash);
            String last = text.substring(dash + 1);
            if (!first.isEmpty() && !last.isEmpty() && Long.parseLong(last) < Long.parseLong(first)) {
                return Optional.empty();
            }
            Range range = first.isEmpty() ? suffix(last, size) : from(first, last, size);
            if (range.length() > 0) {
                ranges.add(range);
                total += range.length();
            }
        }
        return total > size ? Optional.empty() : Optional.of(List.copyOf(ranges));
    }

    private static Range suffix(String length, long size) {
        long wanted = Math.min(Long.parseLong(length), size);
        return new Range(size - wanted, wanted);
    }

    private static Range from(String first, String last, long size) {
        long start = Long.parseLong(first);
        long end = last.isEmpty() ? size : Math.min(Long.parseLong(last) + 1, size);
        return new Range(start, Math.max(0, end - start));
    }
}
