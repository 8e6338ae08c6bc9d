package dev.hazir.host.servlet;

import java.nio.file.Path;
import java.util.List;

/**
 * What one deployment's servlet context is made of.
 *
 * @param contextPath such as {@code /apps/hello}
 * @param jars the applet's jar first, then its nested libraries: searched for annotated classes and {@code
 *     META-INF/resources}
 * @param temp a directory for temporary files, created and deleted with the context
 * @param sessions where sessions are saved between deployments
 * @param maxBody how many bytes the body of one request may have
 */
public record WebSpec(String contextPath, List<Path> jars, Path temp, Path sessions, long maxBody) {

    public WebSpec {
        jars = List.copyOf(jars);
    }
}
