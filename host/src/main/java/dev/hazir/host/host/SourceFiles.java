package dev.hazir.host.host;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the sources of applets on a developer's host: in the applet's jar when that has them beside its classes, else in
 * {@code src/main/java} of the projects below the directory where the host was started.
 */
final class SourceFiles {

    private static final int AROUND = 5;
    private static final int DEPTH = 4;
    private static final Pattern NAME = Pattern.compile("[\\w$-]+\\.(java|kt)");
    private static final Logger log = LoggerFactory.getLogger(SourceFiles.class);

    private final Path projects;
    private final Function<String, Optional<ClassLoader>> loaders;

    /**
     * Looks for nothing yet.
     *
     * @param loaders the class loader of an applet that runs
     */
    SourceFiles(Path projects, Function<String, Optional<ClassLoader>> loaders) {
        this.projects = projects;
        this.loaders = loaders;
    }

    /** Some lines around that of a frame, which is marked; empty when the source is not found. */
    List<String> excerpt(StackTraceElement frame) {
        String file = frame.getFileName();
        String loader = frame.getClassLoaderName();
        if (file == null
                || loader == null
                || frame.getLineNumber() < 1
                || !NAME.matcher(file).matches()) {
            return List.of();
        }
        String type = frame.getClassName();
        String directory =
                type.contains(".") ? type.substring(0, type.lastIndexOf('.')).replace('.', '/') + "/" : "";
        try {
            List<String> lines = inJar(loader.substring(0, loader.indexOf('@')), directory + file);
            return excerpt(lines.isEmpty() ? inProjects(directory + file) : lines, frame.getLineNumber());
        } catch (IOException e) {
            log.debug("the source of {} cannot be read", frame, e);
            return List.of();
        }
    }

    private static List<String> excerpt(List<String> lines, int line) {
        List<String> excerpt = new ArrayList<>();
        for (int i = Math.max(1, line - AROUND); i <= Math.min(lines.size(), line + AROUND); i++) {
            excerpt.add(String.format("%s %4d  %s", i == line ? ">" : " ", i, lines.get(i - 1)));
        }
        return line > lines.size() ? List.of() : excerpt;
    }

    private List<String> inJar(String applet, String path) throws IOException {
        URL source =
                loaders.apply(applet).map(loader -> loader.getResource(path)).orElse(null);
        if (source == null) {
            return List.of();
        }
        try (InputStream in = source.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private List<String> inProjects(String path) throws IOException {
        try (Stream<Path> found = Files.find(
                projects, DEPTH, (file, attributes) -> attributes.isDirectory() && file.endsWith("src/main/java"))) {
            Optional<Path> source = found.map(directory -> directory.resolve(path))
                    .filter(Files::isRegularFile)
                    .findFirst();
            return source.isEmpty() ? List.of() : Files.readAllLines(source.get());
        }
    }
}
