package dev.hazir.hosttests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpgradeUnderLoadTest {

    private static final int SWAPS = 12;
    private static final int REQUESTS_PER_SWAP = 40;

    @TempDir
    Path directory;

    @Test
    void noRequestFailsWhileVersionsAreSwapped() throws Exception {
        try (HostProcess host = HostProcess.start(directory.resolve("home"))) {
            Rest rest = host.rest();
            Path[] versions = {version("1.0.0"), version("1.0.1")};
            rest.deploy(versions[0]);
            URI url = host.url();
            URI loop = url.resolve("/res/busy/version");
            URI servlet = url.resolve("/apps/busy/version");
            Load load = new Load();
            try (load) {
                load.client("resource, kept connection", Load.get(loop, false))
                        .client("resource, new connection", Load.get(loop, true))
                        .client("servlet, kept connection", Load.get(servlet, false))
                        .client("servlet, new connection", Load.get(servlet, true))
                        .client("slow servlet", Load.get(url.resolve("/apps/busy/slow"), false))
                        .client("later resource", Load.get(url.resolve("/res/busy/later"), false))
                        .client("upload", Load.slowUpload(url.resolve("/apps/busy/upload")));
                for (int swap = 1; swap <= SWAPS; swap++) {
                    long before = load.asked();
                    rest.deploy(versions[swap % 2]);
                    await().atMost(Duration.ofSeconds(30)).until(() -> load.asked() >= before + REQUESTS_PER_SWAP);
                }
            }
            assertThat(load.failures()).isEmpty();
            rest.act("POST", "applets/busy/rollback");
            assertThat(rest.get("/res/busy/version").text()).contains("1.0.1");
        }
    }

    private Path version(String version) {
        return AppletSource.of("busy", version)
                .setup("""
                        app.loop().resource("/version", request -> "%1$s");
                        app.loop().resource("/later", request -> {
                            CompletableFuture<String> later = new CompletableFuture<>();
                            app.loop().after(Duration.ofMillis(150), () -> later.complete("%1$s"));
                            return later;
                        });
                        app.web().servlet("/version", new Answer("%1$s", 0));
                        app.web().servlet("/slow", new Answer("%1$s", 200));
                        app.web().servlet("/upload", new Upload());
                        """.formatted(version))
                .members("""
                        static final class Answer extends HttpServlet {
                            private final String text;
                            private final long millis;
                            Answer(String text, long millis) { this.text = text; this.millis = millis; }
                            @Override protected void doGet(HttpServletRequest request, HttpServletResponse response)
                                    throws IOException {
                                try {
                                    Thread.sleep(millis);
                                } catch (InterruptedException e) {
                                    throw new InterruptedIOException("slept too short");
                                }
                                response.getWriter().print(text);
                            }
                        }
                        static final class Upload extends HttpServlet {
                            @Override protected void doPost(HttpServletRequest request, HttpServletResponse response)
                                    throws IOException {
                                long bytes = request.getInputStream().transferTo(OutputStream.nullOutputStream());
                                response.getWriter().print(bytes);
                            }
                        }
                        """)
                .jar(directory);
    }
}
