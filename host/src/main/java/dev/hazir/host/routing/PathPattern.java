package dev.hazir.host.routing;

import java.util.ArrayList;
import java.util.List;

/**
 * A whole path with parameters: {@code /res/meter/{id}/history}, {@code /res/files/*}. A segment {@code {name}} matches
 * one segment that is not empty; a last segment {@code *} matches any rest, also none.
 *
 * @param segments as written
 * @param parameters the names of the parameters, in order
 */
public record PathPattern(List<String> segments, List<String> parameters) {

    static final String SUBTREE = "*";

    /**
     * Parses a pattern.
     *
     * @throws IllegalArgumentException when it is malformed
     */
    public static PathPattern parse(String pattern) {
        if (!pattern.startsWith("/")) {
            throw new IllegalArgumentException("path: '" + pattern + "' (expected: a path that begins with a slash)");
        }
        List<String> segments = List.of(pattern.substring(1).split("/", -1));
        List<String> parameters = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            boolean last = i == segments.size() - 1;
            if (isParameter(segment)) {
                String name = segment.substring(1, segment.length() - 1);
                if (!name.matches("[A-Za-z][A-Za-z0-9_-]*") || parameters.contains(name)) {
                    throw malformed(pattern, "a parameter needs a name of its own, such as {id}");
                }
                parameters.add(name);
            } else if (segment.equals(".") || segment.equals("..") || segment.isEmpty() && !last) {
                throw malformed(pattern, "no empty or dot segment");
            } else if (segment.equals(SUBTREE) ? !last : segment.contains(SUBTREE) || segment.contains("{")) {
                throw malformed(pattern, "'*' as the whole last segment, '{name}' as a whole segment");
            }
        }
        return new PathPattern(segments, List.copyOf(parameters));
    }

    /** Whether it matches any rest after its other segments. */
    public boolean subtree() {
        return segments.get(segments.size() - 1).equals(SUBTREE);
    }

    /** Whether every path the other one matches is matched by this one too. */
    public boolean covers(PathPattern other) {
        int own = segments.size();
        int theirs = other.segments.size();
        for (int i = 0; i < own; i++) {
            String segment = segments.get(i);
            if (segment.equals(SUBTREE) && i == own - 1) {
                return true;
            }
            if (i >= theirs) {
                return false;
            }
            String theirSegment = other.segments.get(i);
            boolean theirSubtree = theirSegment.equals(SUBTREE) && i == theirs - 1;
            if (theirSubtree || !segmentCovers(segment, theirSegment)) {
                return false;
            }
        }
        return own == theirs;
    }

    /** Whether it matches a path, given by its decoded segments. */
    public boolean matches(List<String> path) {
        int fixed = subtree() ? segments.size() - 1 : segments.size();
        if (subtree() ? path.size() < fixed : path.size() != fixed) {
            return false;
        }
        for (int i = 0; i < fixed; i++) {
            String segment = segments.get(i);
            if (isParameter(segment) ? path.get(i).isEmpty() : !segment.equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether there is a path that both match. */
    public boolean overlaps(PathPattern other) {
        int fixed = subtree() ? segments.size() - 1 : segments.size();
        int theirFixed = other.subtree() ? other.segments.size() - 1 : other.segments.size();
        boolean lengthsDiffer = subtree()
                ? !other.subtree() && theirFixed < fixed
                : other.subtree() ? fixed < theirFixed : fixed != theirFixed;
        if (lengthsDiffer) {
            return false;
        }
        for (int i = 0; i < Math.min(fixed, theirFixed); i++) {
            String segment = segments.get(i);
            String theirs = other.segments.get(i);
            if (!segmentCovers(segment, theirs) && !segmentCovers(theirs, segment)) {
                return false;
            }
        }
        return true;
    }

    /** Whether both match the same paths: they differ at most in the names of their parameters. */
    public boolean sameAs(PathPattern other) {
        return covers(other) && other.covers(this);
    }

    static boolean isParameter(String segment) {
        return segment.length() > 2 && segment.startsWith("{") && segment.endsWith("}");
    }

    @Override
    public String toString() {
        return "/" + String.join("/", segments);
    }

    private static boolean segmentCovers(String own, String theirs) {
        return isParameter(own) ? !theirs.isEmpty() : own.equals(theirs);
    }

    private static IllegalArgumentException malformed(String pattern, String expected) {
        return new IllegalArgumentException("path: '" + pattern + "' (expected: " + expected + ")");
    }
}
