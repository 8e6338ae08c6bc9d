package dev.hazir.host.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hazir.host.CompiledJar;
import dev.hazir.host.TestHost;
import dev.hazir.host.admin.page.OperatorBrowser.Page;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of routes of a host that has very many. */
class ManyRoutesTest {

    @TempDir
    Path directory;

    @Test
    void firstOnesAreShownAndAllToWhoAsksForThem() throws Exception {
        try (TestHost host = TestHost.start(directory.resolve("home"))) {
            Path jar = CompiledJar.in(directory)
                    .applet("wide", "1.0.0", "demo.Wide", "")
                    .source("demo.Wide", """
                            package demo;
                            import dev.hazir.applet.*;
                            public final class Wide implements Applet {
                                public void setup(AppletContext app) {
                                    for (int i = 0; i < 230; i++) {
                                        app.loop().resource("/r" + i, request -> "");
                                    }
                                }
                            }
                            """)
                    .write("wide.jar");
            assertThat(host.send(host.api("/applets").POST(BodyPublishers.ofFile(jar)))
                            .statusCode())
                    .isEqualTo(201);
            OperatorBrowser operator = new OperatorBrowser(host).signIn();

            Page first = operator.get("/admin/routes?applet=wide");
            Page all = operator.get(
                    first.document().selectFirst("a[href*=rows=all]").attr("href"));

            assertThat(rows(first)).isEqualTo(200);
            assertThat(first.text()).contains("31 more are not shown");
            assertThat(rows(all)).as("with the page for what is not found").isEqualTo(231);
            assertThat(all.document().select("a[href*=rows=all]")).isEmpty();
            assertThat(rows(operator.get("/admin/routes?text=/r22"))).isEqualTo(11);
        }
    }

    private static int rows(Page page) {
        return page.document().select("section table tbody tr").size();
    }
}
