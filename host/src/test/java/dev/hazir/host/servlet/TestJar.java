package dev.hazir.host.servlet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A jar with files and classes of the test, and a loader that sees the classes in it before those of the test. */
public final class TestJar {

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    public TestJar file(String name, String text) {
        entries.put(name, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public TestJar classes(Class<?>... types) throws IOException {
        for (Class<?> type : types) {
            String name = type.getName().replace('.', '/') + ".class";
            try (InputStream in = type.getClassLoader().getResourceAsStream(name)) {
                entries.put(name, in.readAllBytes());
            }
        }
        return this;
    }

    public Path write() throws IOException {
        Path jar = Files.createTempFile("applet", ".jar");
        jar.toFile().deleteOnExit();
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return jar;
    }

    /** A loader that looks into the jar first. */
    public static URLClassLoader loader(Path jar) throws IOException {
        return new URLClassLoader("applet@1.0.0", new URL[] {jar.toUri().toURL()}, TestJar.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                synchronized (getClassLoadingLock(name)) {
                    Class<?> known = findLoadedClass(name);
                    if (known == null && findResource(name.replace('.', '/') + ".class") != null) {
                        return findClass(name);
                    }
                    return known != null ? known : super.loadClass(name, resolve);
                }
            }
        };
    }
}
