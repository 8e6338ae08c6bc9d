package dev.hazir.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Draws versions of a {@link DrawnApplet} by chance, and requests that may meet their routes. */
public final class Drawn {

    private static final List<String> PATHS = List.of(
            "/", "/a", "/a/{x}", "/a/b", "/a/*", "/{x}/b", "/{x}/{y}", "/*", "/a/b/c", "/f.txt", "/a/f.txt", "/é b");
    private static final List<String> SERVLETS = List.of("/", "/a/*", "/a", "*.txt", "/a/b/*", "/*", "/a/b", "/b/{x}");
    private static final List<String> FILES = List.of("f.txt", "a/f.txt", "b.html", "a/b");
    private static final List<String> METHODS = List.of("*", "*", "GET", "POST", "GET,POST", "PUT");
    private static final List<String> ASKED = List.of("GET", "GET", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS");

    private final Random random;

    public Drawn(long seed) {
        random = new Random(seed);
    }

    /** Lines of routes that do not clash with each other. */
    public List<String> routes(boolean atRoot) {
        Set<String> taken = new LinkedHashSet<>();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            String kind = pick(List.of("handle", "handle", "resource", "worker", "servlet", "servlet", "file", "root"));
            String path = pick(kind.equals("servlet") ? SERVLETS : kind.equals("file") ? FILES : PATHS);
            if (kind.equals("root")) {
                if (!atRoot) {
                    continue;
                }
                path = "/shared" + (path.equals("/") ? "" : path);
            }
            String place = (kind.equals("file") ? "handle/" + path : kind + path).replaceAll("\\{\\w}", "{}");
            if (taken.add(place)) {
                lines.add((kind + " " + path + " " + pick(METHODS)).replace("é b", "é"));
            }
        }
        return lines;
    }

    public String method() {
        return pick(ASKED);
    }

    /** A raw path that may be below the routes of an applet. */
    public String path(String id) {
        StringBuilder path = new StringBuilder(pick(List.of("/apps/" + id, "/res/" + id, "/apps/" + id, "/shared")));
        int segments = random.nextInt(4);
        for (int i = 0; i < segments; i++) {
            path.append('/')
                    .append(pick(List.of(
                            "a", "b", "c", "f.txt", "%61", "a;v=1", "b.html", "%C3%A9", "x%20y", ".", "..", "b/../a",
                            "{x}")));
        }
        if (random.nextInt(3) == 0) {
            path.append('/');
        }
        return path.toString().replace("{", "%7B").replace("}", "%7D");
    }

    public <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    /** Packs a version. Lines that begin with {@code file} become static files. */
    public static Path jar(Path directory, String id, String version, List<String> lines, String... descriptor)
            throws IOException {
        Path file = directory.resolve(id + "-" + version + ".jar");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            put(
                    jar,
                    "META-INF/applet.properties",
                    "id=%s\nversion=%s\nmain=%s\napi=1\n%s\n"
                            .formatted(id, version, DrawnApplet.class.getName(), String.join("\n", descriptor)));
            List<String> declared = new ArrayList<>();
            for (String line : lines) {
                if (line.startsWith("file ")) {
                    String path = line.split(" ", -1)[1];
                    put(
                            jar,
                            "META-INF/resources/" + path,
                            version + "|loop|event loop|/apps/" + id + "/" + path + "|{}");
                } else {
                    declared.add(line);
                }
            }
            put(jar, DrawnApplet.LINES, String.join("\n", declared));
            for (String name : List.of("", "$Small", "$Large", "$Answering")) {
                String entry = DrawnApplet.class.getName().replace('.', '/') + name + ".class";
                jar.putNextEntry(new JarEntry(entry));
                try (InputStream in = Objects.requireNonNull(
                        DrawnApplet.class.getClassLoader().getResourceAsStream(entry))) {
                    in.transferTo(jar);
                }
            }
        }
        return file;
    }

    private static void put(JarOutputStream jar, String name, String text) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
