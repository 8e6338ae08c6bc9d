package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftOffTest {

    @TempDir
    Path directory;

    @Test
    void afterTwoCrashesTheAppletChangedLastIsLeftOffAndToldUntilItIsEnabled() {
        Path home = directory.resolve("home");
        Path steady = AppletSource.of("steady", "1.0.0").jar(directory);
        Path deadly = AppletSource.of("deadly", "1.0.0").jar(directory);
        try (HostProcess host = HostProcess.start(home)) { // who lives for a minute has not crashed
            host.rest().deploy(steady);
            host.rest().deploy(deadly);
            host.kill();
        }
        try (HostProcess host = HostProcess.start(home)) {
            assertThat(host.rest().standing("deadly")).isEqualTo("live 1.0.0");
            host.kill();
        }
        try (HostProcess host = HostProcess.start(home)) {
            assertThat(host.output()).contains("deadly 1.0.0 was left off after two crashes");
            assertThat(host.rest().standing("steady")).isEqualTo("live 1.0.0");
            assertThat(host.rest().standing("deadly")).isEqualTo("failed 1.0.0");
            assertThat(host.cli("list").out()).contains("left off after two crashes");
            assertThat(host.rest().admin("GET", "problems").text()).contains("hazir enable deadly");
            assertThat(host.cli("enable", "deadly").exit()).isZero();
            assertThat(host.rest().standing("deadly")).isEqualTo("live 1.0.0");
        }
    }
}
