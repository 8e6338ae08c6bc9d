package dev.hazir.host.applet;

import dev.hazir.host.files.FileEndpoint;
import dev.hazir.host.files.FileTree;
import dev.hazir.host.files.StaticFile;
import dev.hazir.host.routing.PathPattern;
import dev.hazir.host.routing.Side;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The static files of a jar as claims of its paths. */
final class StaticFiles {

    private static final Logger log = LoggerFactory.getLogger(StaticFiles.class);
    private static final Set<String> METHODS = Set.of("GET");

    private StaticFiles() {}

    /**
     * One claim for each file below {@code META-INF/resources}.
     *
     * @param spill a directory for files that are too large to be kept in memory
     */
    static List<Claim> claims(Path jar, Path spill, Prefixes prefixes, Executor workers) throws IOException {
        List<Claim> claims = new ArrayList<>();
        for (StaticFile file : FileTree.read(jar, FileTree.RESOURCES, spill)) {
            try {
                claims.add(new Claim(
                        PathPattern.literal(prefixes.pages() + "/" + file.path()),
                        "file",
                        Side.LOOP,
                        file.type(),
                        () -> METHODS,
                        () -> false,
                        new FileEndpoint(file, workers)));
            } catch (IllegalArgumentException e) {
                log.warn("the file {} of {} cannot be served: {}", file.path(), jar.getFileName(), e.getMessage());
            }
        }
        return claims;
    }
}
