package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillTest {

    private static final int KILLS = 4;

    /** It is not the applets that end these hosts. */
    private static final Map<String, String> UNDAUNTED = Map.of("HAZIR_CRASHES", "0");

    @TempDir
    Path directory;

    @Test
    void aHostKilledAtAnyMomentOfAnUpgradeComesBackWithTheOldOrTheNewVersion() throws Exception {
        Path home = directory.resolve("home");
        Path[] versions = {version("1.0.0"), version("2.0.0")};
        try (HostProcess first = HostProcess.start(home, UNDAUNTED)) {
            first.rest().deploy(versions[0]);
            first.kill();
        }
        Random moment = new Random(20261121);
        for (int kill = 0; kill < KILLS; kill++) {
            try (HostProcess host = HostProcess.start(home, UNDAUNTED)) {
                Rest rest = host.rest();
                await().atMost(Patience.LIMIT)
                        .until(() -> rest.standing("phoenix").startsWith("live"));
                String text = rest.get("/res/phoenix/version").text();
                assertThat(text).containsAnyOf("1.0.0", "2.0.0");
                assertThat(rest.standing("phoenix")).endsWith(text.replace("\"", ""));
                Path next = versions[text.contains("1.0.0") ? 1 : 0];
                CompletableFuture<Void> killed = CompletableFuture.runAsync(
                        host::kill, CompletableFuture.delayedExecutor(moment.nextInt(120), TimeUnit.MILLISECONDS));
                deployIntoDeath(rest, next);
                killed.join();
            }
        }
    }

    /** The host dies meanwhile: a lost connection is what is expected here, and an answer is fine too. */
    private static void deployIntoDeath(Rest rest, Path jar) {
        try {
            rest.deploy(jar);
        } catch (RuntimeException e) {
            assertThat(e).hasRootCauseInstanceOf(java.io.IOException.class);
        }
    }

    private Path version(String version) {
        return AppletSource.of("phoenix", version)
                .setup("app.loop().resource(\"/version\", request -> \"%s\");".formatted(version))
                .jar(directory);
    }
}
