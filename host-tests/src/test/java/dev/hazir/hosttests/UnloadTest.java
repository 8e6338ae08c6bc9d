package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What operators see of ended versions. {@code -Dhazir.replacements=300} makes a long run of it, {@code
 * -Dhazir.metaspace=64m} one with another limit.
 */
class UnloadTest {

    private static final int REPLACEMENTS = Integer.getInteger("hazir.replacements", 40);
    private static final String METASPACE = System.getProperty("hazir.metaspace", "64m");

    @TempDir
    static Path directory;

    private static HostProcess host;
    private static Rest rest;

    @BeforeAll
    static void start() {
        host = HostProcess.start(
                directory.resolve("home"), Map.of("HAZIR_JAVA_OPTS", "-XX:MaxMetaspaceSize=" + METASPACE));
        rest = host.rest();
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void allOfManyReplacedDeploymentsAreProvedClean() {
        rest.deploy(AppletSource.of("tidy", "1.0.0")
                .setup("app.loop().resource(\"/text\", request -> Reply.text(\"tidy\"));")
                .jar(directory));
        for (int i = 0; i < REPLACEMENTS; i++) {
            rest.act("POST", "applets/tidy/restart");
            assertThat(rest.get("/res/tidy/text").text()).isEqualTo("tidy");
        }
        String all = "clean " + REPLACEMENTS + " of " + REPLACEMENTS;
        await().atMost(Patience.LIMIT)
                .until(() -> rest.admin("GET", "applets/tidy")
                        .json()
                        .path("unloaded")
                        .asString("")
                        .equals(all));
        assertThat(host.cli("show", "tidy").out()).contains("unloads").contains(all);
        assertThat(host.cli("leaks", "tidy").out()).isEmpty();
    }

    @Test
    void whenTheMemoryForClassesIsNearlyFullNothingMoreIsLoadedAndWhatRunsGoesOn() {
        rest.deploy(AppletSource.of("hungry", "1.0.0")
                .setup("app.loop().resource(\"/fill\", request -> app.blocking(this::fill));")
                .members("""
                        public static final class Filler {}
                        private Reply fill() throws Exception {
                            try (InputStream in = TestApplet.class.getResourceAsStream("TestApplet$Filler.class")) {
                                byte[] bytes = in.readAllBytes();
                                var lookup = java.lang.invoke.MethodHandles.lookup();
                                while (used() < 0.92) {
                                    lookup.defineHiddenClass(
                                            bytes, false, java.lang.invoke.MethodHandles.Lookup.ClassOption.STRONG);
                                }
                                return Reply.text("full");
                            }
                        }
                        private static double used() {
                            return java.lang.management.ManagementFactory.getMemoryPoolMXBeans().stream()
                                    .filter(pool -> pool.getName().equals("Metaspace")
                                            || pool.getName().equals("Compressed Class Space"))
                                    .mapToDouble(pool -> (double) pool.getUsage().getUsed() / pool.getUsage().getMax())
                                    .max().orElse(1);
                        }
                        """)
                .jar(directory));
        AppletSource refused = AppletSource.of("refused", "1.0.0")
                .setup("app.loop().resource(\"/text\", request -> Reply.text(\"refused\"));");
        assertThat(rest.get("/res/hungry/fill").text()).isEqualTo("full");

        Rest.Answer full = rest.offer(refused.jar(directory));
        assertThat(full.status()).as(full.text()).isEqualTo(409);
        assertThat(full.codes()).containsExactly("MEM-302");
        assertThat(full.text()).contains("memory for classes is nearly full").contains("-XX:MaxMetaspaceSize");
        assertThat(rest.admin("POST", "applets/hungry/restart").codes()).containsExactly("MEM-302");
        assertThat(rest.admin("GET", "problems").text()).contains("MEM-302");
        assertThat(rest.standing("refused")).isIn("absent", "failed 1.0.0");
        assertThat(rest.standing("hungry")).isEqualTo("live 1.0.0");

        rest.act("DELETE", "applets/hungry");
        await().atMost(Patience.LIMIT).until(() -> host.output().contains("hungry@1.0.0 is unloaded"));
        rest.deploy(refused.jar(directory));
        assertThat(rest.get("/res/refused/text").text()).isEqualTo("refused");
        assertThat(rest.admin("GET", "problems").text()).doesNotContain("MEM-302");
        rest.act("DELETE", "applets/refused");
    }

    @Test
    void aForgottenThreadIsNamedAndEndedOnRequest() {
        rest.deploy(AppletSource.of("stray", "1.0.0")
                .setup("app.loop().resource(\"/text\", request -> Reply.text(\"stray\"));")
                .members("""
                        @Override public void started() {
                            new Thread(TestApplet::poll, "stray-poller").start();
                        }
                        private static void poll() {
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        }
                        """)
                .jar(directory));
        rest.act("DELETE", "applets/stray");
        await().atMost(Patience.LIMIT)
                .until(() -> rest.admin("GET", "problems").text().contains("stray-poller"));
        assertThat(rest.admin("GET", "problems").text()).contains("MEM-301");
        assertThat(rest.get("/metrics").text()).contains("hazir_deployments_held 1.0");
        Hazir.Result shown = host.cli("leaks", "stray");
        assertThat(shown.out()).contains("thread 'stray-poller'").contains("TestApplet.poll(TestApplet.java:");
        Hazir.Result searched = host.cli("leaks", "stray", "--path");
        assertThat(searched.out()).contains("path: thread 'stray-poller'");

        Hazir.Result mended = host.cli("leaks", "stray", "--mend");

        assertThat(mended.exit()).as(mended.toString()).isZero();
        assertThat(mended.err()).contains("No ended version of stray is held.");
        assertThat(rest.admin("GET", "problems").text()).doesNotContain("stray-poller");
    }
}
