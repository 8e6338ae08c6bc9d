package dev.hazir.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Jars with signatures, made by the tools of the JDK. */
public final class SignedJar {

    private SignedJar() {}

    /** Signs a jar with the key of this name, which is made beside it when it is not there. */
    public static Path by(String name, Path jar) throws Exception {
        Path keys = jar.resolveSibling(name + ".p12");
        List<String> store = List.of("-keystore", keys.toString(), "-storepass", "secret");
        if (!Files.exists(keys)) {
            List<String> key = List.of("-genkeypair", "-alias", name, "-dname", "CN=" + name, "-keyalg", "EC");
            run("keytool", key, store, List.of("-storetype", "PKCS12"));
        }
        run("jarsigner", store, List.of(jar.toString(), name));
        return jar;
    }

    /** Changes a jar that was signed. */
    public static Path broken(Path jar) throws Exception {
        try (FileSystem zip = FileSystems.newFileSystem(jar)) {
            Files.writeString(
                    zip.getPath("META-INF/applet.properties"), "\nsummary=changed\n", StandardOpenOption.APPEND);
        }
        return jar;
    }

    @SafeVarargs
    private static void run(String tool, List<String>... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
        List.of(arguments).forEach(command::addAll);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(told).isZero();
    }
}
