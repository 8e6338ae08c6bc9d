package dev.hazir.host;

import dev.hazir.applet.Applet;
import dev.hazir.applet.netty.NettyProtocol;
import io.netty.channel.Channel;
import jakarta.servlet.Servlet;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.slf4j.Logger;

/** A jar made of sources that stand in a test. Some of them may be compiled against and left out of it. */
public final class CompiledJar {

    private static final List<Class<?>> CONTRACT =
            List.of(Applet.class, NettyProtocol.class, Channel.class, Servlet.class, NullMarked.class, Logger.class);

    private final Path directory;
    private final List<JavaFileObject> sources = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final List<Path> classPath = new ArrayList<>();
    private UnaryOperator<byte[]> change = UnaryOperator.identity();

    private CompiledJar(Path directory) {
        this.directory = directory;
    }

    /** An empty jar; {@code directory} is where it and its classes are made. */
    public static CompiledJar in(Path directory) {
        return new CompiledJar(directory);
    }

    /** Adds the descriptor of an applet. */
    public CompiledJar applet(String id, String version, String main, String... more) {
        return file(
                "META-INF/applet.properties",
                "id=%s\nversion=%s\nmain=%s\napi=1\n%s\n".formatted(id, version, main, String.join("\n", more)));
    }

    /** Adds a class. */
    public CompiledJar source(String name, String text) {
        sources.add(
                new SimpleJavaFileObject(
                        URI.create("string:///" + name.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return text;
                    }
                });
        return this;
    }

    /** A class that the others are compiled against and that is not put into the jar. */
    public CompiledJar against(String name, String text) {
        leftOut.add(name.replace('.', '/'));
        return source(name, text);
    }

    /** A jar that the classes are compiled against. */
    public CompiledJar using(Path jar) {
        classPath.add(jar);
        return this;
    }

    public CompiledJar file(String name, String text) {
        entries.put(name, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public CompiledJar entry(String name, byte[] content) {
        entries.put(name, content);
        return this;
    }

    /** Puts a jar into {@code lib/}. */
    public CompiledJar library(String name, Path jar) throws IOException {
        return entry("lib/" + name, Files.readAllBytes(jar));
    }

    /** Changes the bytes of every class. */
    public CompiledJar changed(UnaryOperator<byte[]> by) {
        change = by;
        return this;
    }

    /** Compiles and packs. */
    public Path write(String name) {
        try {
            Path file = directory.resolve(name);
            Path classes = Files.createTempDirectory(directory, "classes");
            compile(classes);
            try (OutputStream out = Files.newOutputStream(file);
                    ZipOutputStream zip = new ZipOutputStream(out);
                    Stream<Path> tree = Files.walk(classes)) {
                for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                    put(zip, entry.getKey(), entry.getValue());
                }
                for (Path path : tree.filter(Files::isRegularFile).sorted().toList()) {
                    String entry = classes.relativize(path).toString();
                    if (leftOut.stream().noneMatch(one -> entry.startsWith(one + ".") || entry.startsWith(one + "$"))) {
                        put(zip, entry, change.apply(Files.readAllBytes(path)));
                    }
                }
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void compile(Path classes) {
        if (sources.isEmpty()) {
            return;
        }
        StringWriter messages = new StringWriter();
        String path = Stream.concat(CONTRACT.stream().map(CompiledJar::place), classPath.stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        List<String> options =
                List.of("--release", "17", "-parameters", "-proc:none", "-d", classes.toString(), "-cp", path);
        boolean compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(messages, null, null, options, null, sources)
                .call();
        if (!compiled) {
            throw new IllegalArgumentException("the test's sources do not compile:\n" + messages);
        }
    }

    /** The jar or directory a class comes from. */
    public static Path place(Class<?> type) {
        return Path.of(URI.create(
                type.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
    }
}
