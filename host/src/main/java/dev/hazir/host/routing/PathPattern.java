package dev.hazir.host.routing;

import java.util.ArrayList;
import java.util.List;

/**
 * A whole path with parameters: {@code /res/meter/{id}/history}, {@code /res/files/*}. A segment {@code {name}} matches
 * one segment that is not empty; a last segment {@code *} matches any rest, also none. A literal one matches nothing but
 * itself, whatever its segments look like.
 *
 * @param segments as written
 * @param parameters the names of the parameters, in order
 * @param literal whether braces and stars are plain characters
 */
public record PathPattern(List<String> segments, List<String> parameters, boolean literal) {

    // In the order in which a segment is looked for.
    private static final int END = 0;
    private static final int TEXT = 1;
    private static final int PARAMETER = 2;
    private static final int REST = 3;

    static final String SUBTREE = "*";

    /**
     * Parses a pattern.
     *
     * @throws IllegalArgumentException when it is malformed
     */
    public static PathPattern parse(String pattern) {
        List<String> segments = split(pattern);
        List<String> parameters = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            boolean last = i == segments.size() - 1;
            if (looksLikeParameter(segment)) {
                String name = segment.substring(1, segment.length() - 1);
                if (!name.matches("[A-Za-z][A-Za-z0-9_-]*") || parameters.contains(name)) {
                    throw malformed(pattern, "a parameter needs a name of its own, such as {id}");
                }
                parameters.add(name);
            } else if (isEmptyOrDots(segment, last)) {
                throw malformed(pattern, "no empty or dot segment");
            } else if (segment.equals(SUBTREE) ? !last : segment.contains(SUBTREE) || segment.contains("{")) {
                throw malformed(pattern, "'*' as the whole last segment, '{name}' as a whole segment");
            }
        }
        return new PathPattern(segments, List.copyOf(parameters), false);
    }

    /**
     * The pattern that matches exactly one decoded path, such as a file's.
     *
     * @throws IllegalArgumentException when no request can have this path
     */
    public static PathPattern literal(String path) {
        List<String> segments = split(path);
        for (int i = 0; i < segments.size(); i++) {
            if (isEmptyOrDots(segments.get(i), i == segments.size() - 1)) {
                throw malformed(path, "no empty or dot segment");
            }
        }
        return new PathPattern(segments, List.of(), true);
    }

    /**
     * The pattern that matches one path and nothing else, whether or not its characters look like a pattern's.
     *
     * @throws IllegalArgumentException when no request can have this path
     */
    public static PathPattern exactly(String path) {
        return path.contains("{") || path.contains(SUBTREE) ? literal(path) : parse(path);
    }

    /** Whether it matches any rest after its other segments. */
    public boolean subtree() {
        return isSubtree(segments.size() - 1);
    }

    /** Whether every path the other one matches is matched by this one too. */
    public boolean covers(PathPattern other) {
        int own = segments.size();
        int theirs = other.segments.size();
        for (int i = 0; i < own; i++) {
            if (isSubtree(i)) {
                return true;
            }
            if (i >= theirs || other.isSubtree(i) || !segmentCovers(other, i)) {
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
            if (isParameter(i) ? path.get(i).isEmpty() : !segments.get(i).equals(path.get(i))) {
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
            if (!segmentCovers(other, i) && !other.segmentCovers(this, i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether both match the same paths: they differ at most in the names of their parameters. */
    public boolean sameAs(PathPattern other) {
        return covers(other) && other.covers(this);
    }

    /** Whether the segment at an index matches any one segment. */
    boolean isParameter(int index) {
        return !literal && looksLikeParameter(segments.get(index));
    }

    /** Whether the segment at an index matches any rest. */
    boolean isSubtree(int index) {
        return !literal && index == segments.size() - 1 && segments.get(index).equals(SUBTREE);
    }

    /** As written; of a literal one, what could be taken for a pattern is escaped as in a request. */
    @Override
    public String toString() {
        String path = "/" + String.join("/", segments);
        return literal ? path.replace("{", "%7B").replace("}", "%7D").replace("*", "%2A") : path;
    }

    private boolean segmentCovers(PathPattern other, int index) {
        String theirs = other.segments.get(index);
        if (isParameter(index)) {
            return !theirs.isEmpty();
        }
        return !other.isParameter(index) && segments.get(index).equals(theirs);
    }

    private static boolean looksLikeParameter(String segment) {
        return segment.length() > 2 && segment.startsWith("{") && segment.endsWith("}");
    }

    private static boolean isEmptyOrDots(String segment, boolean last) {
        return segment.equals(".") || segment.equals("..") || segment.isEmpty() && !last;
    }

    private static List<String> split(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path: '" + path + "' (expected: a path that begins with a slash)");
        }
        return List.of(path.substring(1).split("/", -1));
    }

    private static IllegalArgumentException malformed(String pattern, String expected) {
        return new IllegalArgumentException("path: '" + pattern + "' (expected: " + expected + ")");
    }

    /** Orders patterns segment by segment: a text before a parameter before any rest. */
    public static int moreExactFirst(PathPattern a, PathPattern b) {
        int depth = 0;
        while (true) {
            int rank = a.rank(depth);
            int order = Integer.compare(rank, b.rank(depth));
            if (order == 0 && rank == TEXT) {
                order = a.segments.get(depth).compareTo(b.segments.get(depth));
            }
            if (order != 0 || rank == END || rank == REST) {
                return order;
            }
            depth++;
        }
    }

    private int rank(int depth) {
        if (depth >= segments.size()) {
            return END;
        }
        return isSubtree(depth) ? REST : isParameter(depth) ? PARAMETER : TEXT;
    }
}
