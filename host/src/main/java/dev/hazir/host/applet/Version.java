package dev.hazir.host.applet;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A semantic version (Semantic Versioning 2.0.0). Minor and patch may be left out and count as 0; build metadata does
 * not count in comparisons.
 *
 * @param text as written
 * @param numbers major, minor, patch
 * @param preRelease the identifiers after the hyphen, empty for a release
 */
record Version(String text, List<Integer> numbers, List<String> preRelease) implements Comparable<Version> {

    private static final Pattern FORM = Pattern.compile(
            "(\\d{1,9})(?:\\.(\\d{1,9}))?(?:\\.(\\d{1,9}))?(?:-([0-9A-Za-z.-]+))?(?:\\+[0-9A-Za-z.-]+)?");

    /**
     * Parses a version.
     *
     * @throws IllegalArgumentException when it is malformed
     */
    static Version parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("version: '" + text + "' (expected: a semantic version such as 1.4.0)");
        }
        List<Integer> numbers = new ArrayList<>(3);
        for (int group = 1; group <= 3; group++) {
            numbers.add(matcher.group(group) == null ? 0 : Integer.parseInt(matcher.group(group)));
        }
        String preRelease = matcher.group(4);
        return new Version(
                text, List.copyOf(numbers), preRelease == null ? List.of() : List.of(preRelease.split("\\.", -1)));
    }

    static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    int major() {
        return numbers.get(0);
    }

    int minor() {
        return numbers.get(1);
    }

    @Override
    public int compareTo(Version other) {
        for (int i = 0; i < numbers.size(); i++) {
            int order = numbers.get(i).compareTo(other.numbers.get(i));
            if (order != 0) {
                return order;
            }
        }
        if (preRelease.isEmpty() || other.preRelease.isEmpty()) {
            return Boolean.compare(preRelease.isEmpty(), other.preRelease.isEmpty());
        }
        for (int i = 0; i < Math.min(preRelease.size(), other.preRelease.size()); i++) {
            int order = compareIdentifiers(preRelease.get(i), other.preRelease.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(preRelease.size(), other.preRelease.size());
    }

    @Override
    public String toString() {
        return text;
    }

    private static int compareIdentifiers(String a, String b) {
        boolean aNumber = a.matches("\\d{1,9}");
        boolean bNumber = b.matches("\\d{1,9}");
        if (aNumber && bNumber) {
            return Integer.compare(Integer.parseInt(a), Integer.parseInt(b));
        }
        return aNumber == bNumber ? a.compareTo(b) : aNumber ? -1 : 1;
    }
}
