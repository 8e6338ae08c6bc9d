package dev.hazir.host.applet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppletLoaderTest {

    private static final byte[] LARGE = random(2_000_000);

    @TempDir
    private Path directory;

    @Test
    void closingOneDeploymentOfAJarLeavesWhatAnotherOneReads() throws Exception {
        AppletJar jar = jar();
        try (AppletLoader stays = AppletLoader.open(jar, work("a"))) {
            InputStream reading;
            try (AppletLoader goes = AppletLoader.open(jar, work("b"))) {
                reading = resource(stays);
                assertThat(reading.readNBytes(1000)).hasSize(1000);
                try (InputStream other = resource(goes)) {
                    assertThat(other.read()).isEqualTo(LARGE[0] & 0xff);
                }
            }
            assertThat(reading.readAllBytes()).hasSize(LARGE.length - 1000);
            reading.close();
        }
    }

    @Test
    void theLoaderIsNamedAfterTheDeploymentAndSharesOnlyTheContract() throws Exception {
        try (AppletLoader loader = AppletLoader.open(jar(), work("c"))) {
            assertThat(loader.getName()).isEqualTo("probe@1.0.0");
            assertThat(loader.loadClass("dev.hazir.applet.Applet")).isSameAs(dev.hazir.applet.Applet.class);
            for (String hidden : new String[] {
                "dev.hazir.host.applet.Applets",
                "io.netty.buffer.ByteBuf",
                "org.eclipse.jetty.server.Server",
                "dev.hazir.applet.netty.NettyProtocol"
            }) {
                org.assertj.core.api.Assertions.assertThatThrownBy(() -> loader.loadClass(hidden))
                        .isInstanceOf(ClassNotFoundException.class);
            }
        }
    }

    private static InputStream resource(AppletLoader loader) {
        return Objects.requireNonNull(loader.getResourceAsStream("large.bin"));
    }

    private Path work(String name) throws IOException {
        return Files.createDirectory(directory.resolve(name));
    }

    private AppletJar jar() throws Exception {
        Path file = directory.resolve("probe.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
            entry(
                    out,
                    Descriptor.ENTRY,
                    "id=probe\nversion=1.0.0\napi=1\nmain=Probe\n".getBytes(StandardCharsets.UTF_8));
            entry(out, "Probe.class", new byte[0]);
            entry(out, "large.bin", LARGE);
        }
        return AppletJar.read(file);
    }

    private static void entry(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
        out.closeEntry();
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
