package dev.hazir.host.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads values as people write them. Failures say what was expected, for a sentence that begins with "Expected". */
final class ConfigText {

    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,12})\\s*([A-Za-z]*)");
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{1,31}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-zA-Z.:%_-]+");
    private static final String LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";
    private static final Pattern HOST = Pattern.compile("([*][.])?" + LABEL + "([.]" + LABEL + ")*");
    private static final int LONGEST_HOST = 253;
    private static final Map<String, Long> SIZES =
            Map.of("", 1L, "b", 1L, "kib", 1L << 10, "mib", 1L << 20, "gib", 1L << 30);
    private static final Map<String, Long> MILLIS = Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "h", 3_600_000L);

    private ConfigText() {}

    static int integer(String text, int least, int most) {
        try {
            int value = Integer.parseInt(text.strip());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a whole number from " + least + " to " + most, e);
        }
        throw new IllegalArgumentException("a whole number from " + least + " to " + most);
    }

    static boolean truth(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false");
        };
    }

    /** {@code host}, {@code admin} or the id of an applet, which need not be installed yet. */
    static String startPage(String text) {
        if (!ID.matcher(text).matches()) {
            throw new IllegalArgumentException("host, admin or the id of an applet");
        }
        return text;
    }

    /** An absolute path, or nothing. */
    static Optional<Path> folder(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Path path = Path.of(text);
            if (path.isAbsolute()) {
                return Optional.of(path.normalize());
            }
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("an absolute path", e);
        }
        throw new IllegalArgumentException("an absolute path");
    }

    /** Addresses of directories, each with a slash at its end. */
    static List<URI> urls(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .map(ConfigText::url)
                .toList();
    }

    private static URI url(String text) {
        String expected = "addresses such as https://repo.example.org/applets/, separated by commas";
        try {
            URI url = new URI(text.endsWith("/") ? text : text + "/").normalize();
            boolean web = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
            if (web && url.getHost() != null && url.getUserInfo() == null && url.getRawQuery() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(expected, e);
        }
        throw new IllegalArgumentException(expected);
    }

    /** Names of this host, in small letters. */
    static List<String> hosts(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(item -> item.strip().toLowerCase(Locale.ROOT))
                .filter(item -> !item.isEmpty())
                .map(ConfigText::host)
                .toList();
    }

    private static String host(String name) {
        if (!HOST.matcher(name).matches() || name.length() > LONGEST_HOST) {
            throw new IllegalArgumentException(
                    "names such as hazir.example.org or *.plant.example.org, without port, separated by commas");
        }
        return name;
    }

    static List<AddressRange> ranges(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .map(AddressRange::parse)
                .toList();
    }

    static boolean onOff(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException("on or off");
        };
    }

    /** The path of a file; whether it is there is another matter. */
    static String file(String text) {
        try {
            if (!text.isEmpty() && Path.of(text).getFileName() != null) {
                return text;
            }
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("the name of a file", e);
        }
        throw new IllegalArgumentException("the name of a file");
    }

    /** An address to listen on, or nothing. */
    static Optional<PortAddress> place(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(PortAddress.parse(text));
    }

    /** A size in bytes. */
    static long size(String text, long least, long most) {
        String expected = "a size such as 64MiB, 16KiB or 4096, at least " + least
                + (most == Long.MAX_VALUE ? "" : " and at most " + most);
        long value = amount(text, SIZES, expected);
        if (value < least || value > most) {
            throw new IllegalArgumentException(expected);
        }
        return value;
    }

    static Duration duration(String text) {
        String expected = "a time such as 30s, 500ms, 2m or PT30S, more than none";
        Duration value = iso(text, expected);
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(expected);
        }
        return value;
    }

    /** A host name or address, without brackets. Not looked up. */
    static String address(String text) {
        String bare = text.strip();
        if (bare.startsWith("[") && bare.endsWith("]")) {
            bare = bare.substring(1, bare.length() - 1);
        }
        if (!ADDRESS.matcher(bare).matches()) {
            throw new IllegalArgumentException("an address such as 127.0.0.1, 0.0.0.0 or ::1");
        }
        return bare;
    }

    private static Duration iso(String text, String expected) {
        try {
            return text.strip().toUpperCase(Locale.ROOT).startsWith("P")
                    ? Duration.parse(text.strip())
                    : Duration.ofMillis(amount(text, MILLIS, expected));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(expected, e);
        }
    }

    private static long amount(String text, Map<String, Long> units, String expected) {
        Matcher matcher = AMOUNT.matcher(text.strip());
        Long unit = matcher.matches() ? units.get(matcher.group(2).toLowerCase(Locale.ROOT)) : null;
        if (unit == null) {
            throw new IllegalArgumentException(expected);
        }
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(expected, e);
        }
    }
}
