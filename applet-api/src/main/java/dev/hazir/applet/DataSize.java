package dev.hazir.applet;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An amount of data, such as {@code 10 MB}; a type for settings. The steps are those of SI: 1 kB is 1000 bytes; {@code
 * KiB}, {@code MiB} and {@code GiB} are read too. {@link jakarta.validation.constraints.Min} and {@link
 * jakarta.validation.constraints.Max} on such a setting count bytes.
 *
 * @param bytes 0 or more
 */
public record DataSize(long bytes) implements Comparable<DataSize> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,9})?)\\s*([kKMGT]?i?B)?");
    private static final String[] DECIMAL = {"B", "kB", "MB", "GB", "TB"};
    private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB"};

    public DataSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes: " + bytes + " (expected: 0 or more)");
        }
    }

    public static DataSize ofBytes(long bytes) {
        return new DataSize(bytes);
    }

    /** So many times 1000 bytes. */
    public static DataSize ofKilobytes(long kilobytes) {
        return new DataSize(Math.multiplyExact(kilobytes, 1_000L));
    }

    /** So many times 1000000 bytes. */
    public static DataSize ofMegabytes(long megabytes) {
        return new DataSize(Math.multiplyExact(megabytes, 1_000_000L));
    }

    /**
     * Reads {@code 512 B}, {@code 10 MB}, {@code 1.5 GB} or {@code 64 MiB}; a number alone is bytes.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static DataSize parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("data size: '" + text + "' (expected: such as '10 MB')");
        }
        String unit = matcher.group(2) == null ? "B" : matcher.group(2);
        int power = unit.length() == 1 ? 0 : "KMGT".indexOf(unit.substring(0, 1).toUpperCase(Locale.ROOT)) + 1;
        if (power == 0 && unit.length() > 1) {
            throw new IllegalArgumentException("data size: '" + text + "' (expected: such as '10 MB')");
        }
        BigDecimal step = BigDecimal.valueOf(unit.contains("i") ? 1_024 : 1_000);
        try {
            return new DataSize(
                    new BigDecimal(matcher.group(1)).multiply(step.pow(power)).longValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("data size: '" + text + "' (expected: whole bytes, less than 9 EB)", e);
        }
    }

    @Override
    public int compareTo(DataSize other) {
        return Long.compare(bytes, other.bytes);
    }

    /** In the largest unit in which it is a whole number: {@code 10 MB}, {@code 64 KiB}. */
    @Override
    public String toString() {
        return bytes % 1_000 == 0 ? inSteps(1_000, DECIMAL) : inSteps(1_024, BINARY);
    }

    private String inSteps(int step, String[] units) {
        long amount = bytes;
        int unit = 0;
        while (amount != 0 && amount % step == 0 && unit < units.length - 1) {
            amount /= step;
            unit++;
        }
        return amount + " " + units[unit];
    }
}
