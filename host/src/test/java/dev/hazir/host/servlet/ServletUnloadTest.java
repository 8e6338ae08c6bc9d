package dev.hazir.host.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.applet.web.PageModel;
import dev.hazir.host.guest.Guest;
import dev.hazir.host.page.Pages;
import dev.hazir.host.servlet.sample.AnnotatedServlet;
import dev.hazir.host.servlet.sample.CountingListener;
import dev.hazir.host.servlet.sample.SampleModel;
import dev.hazir.host.servlet.sample.StampFilter;
import java.lang.ref.WeakReference;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServletUnloadTest {

    private static final int ROUNDS = 100;

    @Test
    void nothingOfAClosedContextIsHeld() throws Exception {
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        List<Path> temps = new ArrayList<>();
        try (WebHost host = new WebHost()) {
            Path jar = new TestJar()
                    .classes(
                            AnnotatedServlet.class,
                            StampFilter.class,
                            CountingListener.class,
                            SampleModel.class,
                            SampleModel.Row.class)
                    .file("META-INF/resources/x.txt", "x")
                    .file("templates/index.html", "<p th:each=\"row : ${rows}\" th:text=\"${row.name}\">x</p>")
                    .write();
            for (int round = 0; round < ROUNDS; round++) {
                serveOnce(host, jar, loaders, temps);
            }
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(100))
                    .untilAsserted(() -> {
                        System.gc();
                        assertThat(loaders.stream().filter(loader -> loader.get() != null))
                                .isEmpty();
                    });
            assertThat(temps).noneMatch(Files::exists);
        }
    }

    private static void serveOnce(WebHost host, Path jar, List<WeakReference<ClassLoader>> loaders, List<Path> temps)
            throws Exception {
        try (URLClassLoader loader = TestJar.loader(jar)) {
            Guest guest = host.guest("u", loader);
            PageModel model = (PageModel) loader.loadClass(SampleModel.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            Path temp = Files.createTempDirectory("hazir-web");
            try (Pages pages = new Pages(guest)) {
                DeclaredWeb web = new DeclaredWeb(pages::page, (path, handler) -> () -> {});
                web.page("/", "index", model);
                WebApp app = host.container.prepare(
                        guest, web, new WebSpec("/apps/u", List.of(jar), temp, temp.resolve("sessions"), 1_000_000));
                host.publish("u", app);
                assertThat(host.get("/apps/u/annotated").statusCode()).isEqualTo(200);
                assertThat(host.get("/apps/u/").body()).isEqualTo("<p>one</p>");
                host.routes.swap(table -> table.without(route -> true));
                app.close();
            }
            loaders.add(new WeakReference<>(loader));
            temps.add(temp);
        }
    }
}
