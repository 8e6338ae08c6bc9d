package dev.hazir.hosttests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program {@code bin/hazir} as a user starts it, with the Java the tests run on. */
final class Hazir {

    /** What a call of the program gave. */
    record Result(int exit, String out, String err) {
        @Override
        public String toString() {
            return "exit " + exit + "\n" + out + "\n" + err;
        }
    }

    private Hazir() {}

    /** The repository these tests were built in. */
    static Path repository() {
        return Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
    }

    /** The jar of a bundled applet as the build made it. */
    static Path builtJar(String applet) {
        Path target = repository().resolve("applets").resolve(applet).resolve("target");
        try (var files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().matches(applet + "-[0-9.]+\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no jar in " + target + ": run mvn package"));
        } catch (IOException e) {
            throw new UncheckedIOException("run mvn package first", e);
        }
    }

    /** Runs a verb to its end. */
    static Result run(String... arguments) {
        try {
            Path out = Files.createTempFile("hazir", ".out");
            Path err = Files.createTempFile("hazir", ".err");
            try {
                Process process = command(Map.of(), arguments)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
                if (!process.waitFor(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("hazir " + List.of(arguments) + " did not end:\n" + Files.readString(err));
                }
                return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** A process of the program, not yet started. */
    static ProcessBuilder command(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(repository().resolve("bin/hazir").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return builder;
    }
}
