package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {

    /** In blocks of 1 KiB: enough for the host's own files, too little for the jar. */
    private static final int FILE_LIMIT = 8_192;

    @TempDir
    Path directory;

    @Test
    void aJarThatCannotBeWrittenIsRefusedAndWhatRunsGoesOn() {
        try (HostProcess host = HostProcess.startLimited(directory.resolve("home"), FILE_LIMIT)) {
            Rest rest = host.rest();
            rest.deploy(version("1.0.0", ""));
            assertThat(rest.get("/res/grower/version").text()).contains("1.0.0");

            Hazir.Result upgrade =
                    host.cli("upgrade", version("2.0.0", noise(12_000_000)).toString());
            assertThat(upgrade.exit()).as(upgrade.toString()).isNotZero();

            assertThat(rest.get("/res/grower/version").text()).contains("1.0.0");
            assertThat(rest.standing("grower")).isEqualTo("live 1.0.0");
        }
        try (HostProcess again = HostProcess.start(directory.resolve("home"))) {
            assertThat(again.rest().get("/res/grower/version").text()).contains("1.0.0");
        }
    }

    private Path version(String version, String ballast) {
        return AppletSource.of("grower", version)
                .setup("app.loop().resource(\"/version\", request -> \"%s\");".formatted(version))
                .file("ballast.txt", ballast)
                .jar(directory);
    }

    /** Text that no compression makes small. */
    private static String noise(int length) {
        return new Random(1)
                .ints(length, 33, 127)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
