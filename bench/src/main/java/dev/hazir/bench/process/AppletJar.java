package dev.hazir.bench.process;

import dev.hazir.bench.applet.BenchApplet;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Makes jars of the applets of this module, under any id and version. */
public final class AppletJar {

    private static final String[] CLASSES = {"BenchApplet", "BenchApplet$Answer", "RoutesApplet"};

    private AppletJar() {}

    /** Writes a jar into a directory and returns it. */
    public static Path write(Path directory, String id, String version, Class<?> main) throws IOException {
        Path jar = directory.resolve(id + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new JarEntry("META-INF/applet.properties"));
            out.write(("id = " + id + "\nname = " + id + "\nversion = " + version + "\nmain = " + main.getName()
                            + "\napi = 1\n")
                    .getBytes(StandardCharsets.UTF_8));
            for (String type : CLASSES) {
                try (InputStream in = BenchApplet.class.getResourceAsStream(type + ".class")) {
                    if (in == null) {
                        throw new IOException("no class " + type);
                    }
                    out.putNextEntry(
                            new JarEntry(BenchApplet.class.getPackageName().replace('.', '/') + "/" + type + ".class"));
                    in.transferTo(out);
                }
            }
        }
        return jar;
    }
}
