package dev.hazir.hosttests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pages and acts that the sources of the site map name, as paths with parameters such as {@code /admin/applets/{id}}. */
record SitePlan(List<Call> calls) {

    /** One page, or one act of a form, with the role that it is for. */
    record Call(boolean act, String path, String role) {}

    private static final Path SOURCES = Hazir.repository().resolve("host/src/main/java/dev/hazir/host/admin");
    private static final Pattern CALL = Pattern.compile("^(get|inner|post|grave)\\(\\s*\"([^\"]+)\"");
    private static final Pattern OTHER_ROLE = Pattern.compile("\\.by\\(Role\\.(\\w+)\\)");
    private static final Map<String, String> ROLES =
            Map.of("get", "VIEWER", "inner", "OPERATOR", "post", "OPERATOR", "grave", "ADMIN");

    static SitePlan ofSources() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return new SitePlan(files.filter(file -> file.toString().matches(".*Site(Map)?\\.java"))
                    .flatMap(file -> Pattern.compile("PageCall\\s*\\.").splitAsStream(read(file)))
                    .flatMap(text -> call(text).stream())
                    .distinct()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The pages, without acts. */
    List<String> pages() {
        return calls.stream().filter(call -> !call.act()).map(Call::path).toList();
    }

    /** The page that an address shows. */
    Optional<String> of(String path) {
        return pages().stream()
                .filter(page -> Pattern.matches(pattern(page), path))
                .min((one, other) -> Long.compare(parameters(one), parameters(other)));
    }

    private static Optional<Call> call(String text) {
        Matcher call = CALL.matcher(text);
        if (!call.find()) {
            return Optional.empty();
        }
        Matcher other = OTHER_ROLE.matcher(text);
        boolean act = call.group(1).equals("post") || call.group(1).equals("grave");
        return Optional.of(
                new Call(act, "/admin" + call.group(2), other.find() ? other.group(1) : ROLES.get(call.group(1))));
    }

    private static String pattern(String page) {
        return Stream.of(page.split("/"))
                .map(segment -> segment.startsWith("{") ? "[^/]+" : Pattern.quote(segment))
                .collect(Collectors.joining("/", "", page.endsWith("/") ? "/" : ""));
    }

    private static long parameters(String page) {
        return page.chars().filter(letter -> letter == '{').count();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
