package dev.hazir.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A jar of an applet with further lines in its descriptor and further files. */
public final class PackedApplet {

    private final Map<String, String> descriptor = new LinkedHashMap<>();
    private final Map<String, String> texts = new LinkedHashMap<>();
    private final List<Class<?>> classes = new ArrayList<>();

    public static PackedApplet of(String id, String version, Class<?> main) {
        PackedApplet packed = new PackedApplet();
        packed.descriptor.put("id", id);
        packed.descriptor.put("name", id);
        packed.descriptor.put("version", version);
        packed.descriptor.put("main", main.getName());
        packed.descriptor.put("api", "1");
        return packed.with(main);
    }

    public PackedApplet line(String key, String value) {
        descriptor.put(key, value);
        return this;
    }

    public PackedApplet text(String entry, String content) {
        texts.put(entry, content);
        return this;
    }

    public PackedApplet with(Class<?> type) {
        classes.add(type);
        return this;
    }

    /** Writes the jar; the same content is the same jar. */
    public Path in(Path directory) throws IOException {
        Path file = directory.resolve(descriptor.get("id") + "-" + descriptor.get("version") + ".jar");
        StringBuilder lines = new StringBuilder();
        descriptor.forEach(
                (key, value) -> lines.append(key).append('=').append(value).append('\n'));
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            put(jar, "META-INF/applet.properties", lines.toString().getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, String> text : texts.entrySet()) {
                put(jar, text.getKey(), text.getValue().getBytes(StandardCharsets.UTF_8));
            }
            for (Class<?> type : classes) {
                String name = type.getName().replace('.', '/') + ".class";
                try (InputStream in =
                        Objects.requireNonNull(type.getClassLoader().getResourceAsStream(name))) {
                    put(jar, name, in.readAllBytes());
                }
            }
        }
        return file;
    }

    private static void put(JarOutputStream jar, String name, byte[] content) throws IOException {
        JarEntry entry = new JarEntry(name);
        entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
        jar.putNextEntry(entry);
        jar.write(content);
        jar.closeEntry();
    }
}
