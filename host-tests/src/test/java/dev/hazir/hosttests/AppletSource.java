package dev.hazir.hosttests;

import dev.hazir.applet.Applet;
import jakarta.servlet.Servlet;
import jakarta.validation.Constraint;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.slf4j.Logger;

/** An applet written in a test: its source is compiled and packed into a jar as an author's build would do it. */
final class AppletSource {

    private static final List<Class<?>> CONTRACT =
            List.of(Applet.class, Servlet.class, Constraint.class, Logger.class, NullMarked.class);

    private final Map<String, String> descriptor = new LinkedHashMap<>();
    private final Map<String, String> files = new LinkedHashMap<>();
    private String setup = "";
    private String members = "";

    private AppletSource(String id, String version) {
        with("id", id)
                .with("name", id)
                .with("version", version)
                .with("main", "demo.TestApplet")
                .with("api", "1");
    }

    static AppletSource of(String id, String version) {
        return new AppletSource(id, version);
    }

    /** The body of {@code setup(AppletContext app)}. */
    AppletSource setup(String statements) {
        setup = statements;
        return this;
    }

    /** Further members of the main class. */
    AppletSource members(String declarations) {
        members = declarations;
        return this;
    }

    /** Sets a line of the descriptor; an empty value leaves the line out. */
    AppletSource with(String key, String value) {
        descriptor.put(key, value);
        return this;
    }

    /** Adds a file to the jar. */
    AppletSource file(String name, String content) {
        files.put(name, content);
        return this;
    }

    /** Compiles and packs; the jar is named after id and version. */
    Path jar(Path directory) {
        try {
            Path classes = Files.createTempDirectory(directory, "classes");
            compile(classes);
            Path jar = directory.resolve(descriptor.get("id") + "-" + descriptor.get("version") + ".jar");
            try (OutputStream out = Files.newOutputStream(jar);
                    ZipOutputStream zip = new ZipOutputStream(out);
                    Stream<Path> tree = Files.walk(classes)) {
                put(zip, "META-INF/applet.properties", lines().getBytes(StandardCharsets.UTF_8));
                for (Map.Entry<String, String> file : files.entrySet()) {
                    put(zip, file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
                }
                for (Path path : tree.filter(Files::isRegularFile).sorted().toList()) {
                    put(zip, classes.relativize(path).toString(), Files.readAllBytes(path));
                }
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String lines() {
        return descriptor.entrySet().stream()
                .filter(line -> !line.getValue().isEmpty())
                .map(line -> line.getKey() + " = " + line.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private void compile(Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options = List.of(
                    "--release", "17", "-parameters", "-proc:none", "-d", classes.toString(), "-cp", contractPath());
            boolean compiled = compiler.getTask(messages, manager, null, options, null, List.of(source()))
                    .call();
            if (!compiled) {
                throw new IllegalArgumentException("the test's applet does not compile:\n" + messages);
            }
        }
    }

    private JavaFileObject source() {
        String text = """
                package demo;
                import dev.hazir.applet.*;
                import dev.hazir.applet.loop.*;
                import dev.hazir.applet.port.*;
                import dev.hazir.applet.topic.*;
                import dev.hazir.applet.web.*;
                import jakarta.servlet.*;
                import jakarta.servlet.annotation.*;
                import jakarta.servlet.http.*;
                import java.io.*;
                import java.nio.file.*;
                import java.time.*;
                import java.util.*;
                import java.util.concurrent.*;
                public final class TestApplet implements Applet {
                    @Override public void setup(AppletContext app) throws Exception {
                        %s
                    }
                    %s
                }
                """.formatted(setup, members);
        return new SimpleJavaFileObject(URI.create("string:///demo/TestApplet.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    private static String contractPath() {
        return CONTRACT.stream().map(AppletSource::place).collect(Collectors.joining(File.pathSeparator));
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
    }
}
