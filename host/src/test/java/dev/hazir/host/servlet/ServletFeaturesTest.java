package dev.hazir.host.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hazir.applet.Registration;
import dev.hazir.host.servlet.sample.AnnotatedServlet;
import dev.hazir.host.servlet.sample.CountingListener;
import dev.hazir.host.servlet.sample.GuardedServlet;
import dev.hazir.host.servlet.sample.StampFilter;
import dev.hazir.host.servlet.sample.Untouched;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.net.URLClassLoader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class ServletFeaturesTest {

    private WebHost host;
    private DeclaredWeb web;

    @BeforeEach
    void start() throws Exception {
        host = new WebHost();
        web = WebHost.web();
    }

    @AfterEach
    void stop() throws Exception {
        host.close();
    }

    @Test
    void annotatedClassesOfTheJarAreRegisteredWithAllTheirAttributes() throws Exception {
        Path jar = new TestJar()
                .classes(AnnotatedServlet.class, StampFilter.class, CountingListener.class, Untouched.class)
                .write();
        try (URLClassLoader loader = TestJar.loader(jar)) {
            WebApp app = host.prepare("a", web, loader, List.of(jar));
            host.publish("a", app);
            HttpResponse<String> answer = host.get("/apps/a/annotated");
            assertThat(answer.body()).isEqualTo("hi initialized early true applet@1.0.0 applet@1.0.0");
            assertThat(answer.headers().firstValue("x-stamp")).contains("stamped");
            assertThat(host.get("/apps/a/also/deep/er").statusCode()).isEqualTo(200);
            assertThat(System.getProperty("hazir.test.untouched")).isNull();
            assertThat(app.mappings())
                    .contains(
                            new WebMapping("/annotated", AnnotatedServlet.class.getName(), "servlet"),
                            new WebMapping("/also/*", AnnotatedServlet.class.getName(), "servlet"));
            String boundary = "--x\r\nContent-Disposition: form-data; name=\"";
            String body = boundary + "f\"; filename=\"a.txt\"\r\n\r\nlonger than ten\r\n" + boundary
                    + "n\"\r\n\r\n1\r\n--x--\r\n";
            HttpResponse<String> posted = host.client.send(
                    HttpRequest.newBuilder(host.uri("/apps/a/annotated"))
                            .header("Content-Type", "multipart/form-data; boundary=x")
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(posted.body()).isEqualTo("f/a.txt=longer than ten;n/null=1;");
        }
    }

    @Test
    void securityThatIsNotEnforcedIsRefusedNotIgnored() throws Exception {
        Path jar = new TestJar().classes(GuardedServlet.class).write();
        try (URLClassLoader loader = TestJar.loader(jar)) {
            assertThatThrownBy(() -> host.prepare("g", web, loader, List.of(jar)))
                    .isInstanceOf(ServletException.class)
                    .hasMessageContaining("GuardedServlet")
                    .hasMessageContaining("@ServletSecurity");
        }
    }

    @Test
    void sessionLivesInACookieOfTheAppletAlone() throws Exception {
        AtomicInteger created = new AtomicInteger();
        web.listener(new HttpSessionListener() {
            @Override
            public void sessionCreated(HttpSessionEvent event) {
                created.incrementAndGet();
            }
        });
        web.servlet("/count", Servlets.of((request, response) -> {
            HttpSession session = request.getSession();
            Integer before = (Integer) session.getAttribute("count");
            int count = before == null ? 1 : before + 1;
            session.setAttribute("count", count);
            response.getWriter().print(count);
        }));
        host.serve("s", web);
        HttpResponse<String> first = host.get("/apps/s/count");
        String cookie = first.headers().firstValue("set-cookie").orElseThrow();
        assertThat(cookie)
                .startsWith("HAZIRSESSION=")
                .contains("Path=/apps/s")
                .contains("HttpOnly")
                .contains("SameSite=Lax");
        String pair = cookie.substring(0, cookie.indexOf(';'));
        assertThat(host.get("/apps/s/count", "Cookie", pair).body()).isEqualTo("2");
        assertThat(host.get("/apps/s/count", "Cookie", pair).body()).isEqualTo("3");
        assertThat(host.get("/apps/s/count").body()).isEqualTo("1");
        assertThat(created).hasValue(2);
    }

    @Test
    void requestsAreForwardedAndIncluded() throws Exception {
        web.servlet(
                "/inner",
                Servlets.of((request, response) -> response.getWriter()
                        .print("inner " + request.getDispatcherType() + " " + request.getAttribute("a"))));
        web.servlet("/forward", Servlets.of((request, response) -> {
            request.setAttribute("a", "1");
            request.getRequestDispatcher("/inner").forward(request, response);
        }));
        web.servlet("/include", Servlets.of((request, response) -> {
            response.getWriter().print("[");
            request.getRequestDispatcher("/inner").include(request, response);
            response.getWriter().print("]");
        }));
        host.serve("d", web);
        assertThat(host.get("/apps/d/forward").body()).isEqualTo("inner FORWARD 1");
        assertThat(host.get("/apps/d/include").body()).isEqualTo("[inner INCLUDE null]");
    }

    @Test
    void errorPagesOfTheAppletAnswerFailures() throws Exception {
        web.servlet(
                "/oops",
                Servlets.of((request, response) -> response.getWriter()
                        .print("oops " + request.getAttribute("jakarta.servlet.error.status_code"))));
        web.servlet(
                "/arith",
                Servlets.of((request, response) -> response.getWriter().print("arithmetic")));
        web.servlet(
                "/divide",
                Servlets.of((request, response) -> response.getWriter().print(1 / (request.getRemotePort() * 0))));
        web.errorPage(404, "/oops");
        web.errorPage(ArithmeticException.class, "/arith");
        host.serve("e", web);
        HttpResponse<String> missing = host.get("/apps/e/nowhere");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).isEqualTo("oops 404");
        HttpResponse<String> divided = host.get("/apps/e/divide");
        assertThat(divided.statusCode()).isEqualTo(500);
        assertThat(divided.body()).isEqualTo("arithmetic");
    }

    @Test
    void ownSentenceOfSendErrorReachesTheClient() throws Exception {
        web.servlet("/m", Servlets.of((request, response) -> response.sendError(404, "No meter of that name.")));
        host.serve("m", web);
        HttpResponse<String> answer = host.get("/apps/m/m", "Accept", "application/json");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("\"detail\":\"No meter of that name.\"");
    }

    @Test
    void contextIsConfiguredByTheMeansOfTheStandard() throws Exception {
        web.configure(context -> {
            context.setInitParameter("color", "blue");
            ServletRegistration.Dynamic servlet = context.addServlet(
                    "own",
                    Servlets.of((request, response) -> response.getWriter()
                            .print(request.getServletContext().getInitParameter("color") + " "
                                    + request.getHttpServletMapping().getServletName())));
            servlet.addMapping("/own");
            context.addFilter("own-filter", (request, response, chain) -> {
                        ((HttpServletResponse) response).setHeader("X-Own", "yes");
                        chain.doFilter(request, response);
                    })
                    .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        });
        host.serve("c", web);
        HttpResponse<String> answer = host.get("/apps/c/own");
        assertThat(answer.body()).isEqualTo("blue own");
        assertThat(answer.headers().firstValue("x-own")).contains("yes");
        assertThatThrownBy(() -> web.configure(context -> {})).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void filesOfTheJarAreResourcesOfTheContext() throws Exception {
        Path jar = new TestJar()
                .file("META-INF/resources/data/list.txt", "one two")
                .write();
        web.servlet("/read", Servlets.of((request, response) -> {
            var context = request.getServletContext();
            response.getWriter()
                    .print(new String(
                                    context.getResourceAsStream("/data/list.txt")
                                            .readAllBytes(),
                                    StandardCharsets.UTF_8)
                            + " " + (context.getResource("/data/list.txt") != null)
                            + " " + context.getResourcePaths("/data/")
                            + " " + context.getResource("/../applet.properties"));
        }));
        try (URLClassLoader loader = TestJar.loader(jar)) {
            host.publish("r", host.prepare("r", web, loader, List.of(jar)));
            assertThat(host.get("/apps/r/read").body()).isEqualTo("one two true [/data/list.txt] null");
            assertThat(host.get("/apps/r/data/list.txt").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void whatIsDeclaredLaterIsLiveAtOnceAndWhatIsClosedIsGone() throws Exception {
        host.serve("l", web);
        assertThat(host.get("/apps/l/late").statusCode()).isEqualTo(404);
        AtomicInteger destroyed = new AtomicInteger();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Registration servlet = web.servlet("/late", new HttpServlet() {
            @Override
            protected void doGet(jakarta.servlet.http.HttpServletRequest request, HttpServletResponse response)
                    throws java.io.IOException {
                if (request.getParameter("wait") != null) {
                    inside.countDown();
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        throw new java.io.IOException(e);
                    }
                }
                response.getWriter().print("late " + destroyed.get());
            }

            @Override
            public void destroy() {
                destroyed.incrementAndGet();
            }
        });
        Registration filter = web.filter("/*", (request, response, chain) -> {
            ((HttpServletResponse) response).setHeader("X-Late", "yes");
            chain.doFilter(request, response);
        });
        HttpResponse<String> answer = host.get("/apps/l/late");
        assertThat(answer.body()).isEqualTo("late 0");
        assertThat(answer.headers().firstValue("x-late")).contains("yes");
        assertThatThrownBy(() -> web.servlet("/late", Servlets.text("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("/late");
        filter.close();
        assertThat(host.get("/apps/l/late").headers().firstValue("x-late")).isEmpty();
        try (RawClient client = host.connect()) {
            client.lines("GET /apps/l/late?wait HTTP/1.1", "Host: t", "");
            inside.await();
            servlet.close();
            assertThat(host.get("/apps/l/late").statusCode()).isEqualTo(404);
            assertThat(destroyed).hasValue(0);
            release.countDown();
            assertThat(client.answer().text()).isEqualTo("late 0");
        }
        await().untilAtomic(destroyed, org.hamcrest.Matchers.is(1));
    }

    @Test
    void aContextThatCannotStartLeavesNothingAndSaysWhatTheGuestSaid() throws Exception {
        web.servlet("/ok", Servlets.text("ok"));
        web.servlet("/bad", new HttpServlet() {
            @Override
            public void init() throws ServletException {
                throw new ServletException("No connection to the meter bus.");
            }
        });
        assertThatThrownBy(() -> host.serve("b", web))
                .isInstanceOf(ServletException.class)
                .hasMessage("No connection to the meter bus.");
        DeclaredWeb failing = WebHost.web();
        failing.configure(context -> {
            throw new IllegalStateException("Not today.");
        });
        assertThatThrownBy(() -> host.serve("b", failing))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Not today.");
        DeclaredWeb good = WebHost.web();
        good.servlet("/ok", Servlets.text("good"));
        host.serve("b", good);
        assertThat(host.get("/apps/b/ok").body()).isEqualTo("good");
    }

    @Test
    void twoVersionsServeSideBySide() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        web.servlet("/v", Servlets.of((request, response) -> {
            inside.countDown();
            release.await();
            response.getWriter().print("old");
        }));
        WebApp old = host.serve("v", web);
        DeclaredWeb newer = WebHost.web();
        newer.servlet("/v", Servlets.text("new"));
        try (RawClient client = host.connect()) {
            client.lines("GET /apps/v/v HTTP/1.1", "Host: t", "");
            inside.await();
            host.serve("v", newer);
            assertThat(host.get("/apps/v/v").body()).isEqualTo("new");
            release.countDown();
            assertThat(client.answer().text()).isEqualTo("old");
        }
        old.close();
        assertThat(host.get("/apps/v/v").body()).isEqualTo("new");
    }

    @Test
    void guestCodeRunsWithItsLoaderAndItsLogContext() throws Exception {
        web.servlet("/log", Servlets.of((request, response) -> {
            var async = request.startAsync();
            String first = MDC.get("applet");
            async.start(() -> {
                try {
                    response.getWriter()
                            .print(first + " " + MDC.get("applet") + " "
                                    + Thread.currentThread()
                                            .getContextClassLoader()
                                            .getName());
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
                async.complete();
            });
        }));
        Path jar = new TestJar().file("x.txt", "").write();
        try (URLClassLoader loader = TestJar.loader(jar)) {
            host.publish("log", host.prepare("log", web, loader, List.of(jar)));
            assertThat(host.get("/apps/log/log").body()).isEqualTo("log log applet@1.0.0");
        }
    }

    @Test
    void lineEndsInHeadersOfAGuestDoNotBecomeHeaders() throws Exception {
        web.servlet("/h", Servlets.of((request, response) -> {
            response.addHeader("X-A", "1\r\nX-Evil: 2");
            response.getWriter().print("x");
        }));
        host.serve("h", web);
        HttpResponse<String> answer = host.get("/apps/h/h");
        Map<String, List<String>> headers = answer.headers().map();
        assertThat(headers).doesNotContainKey("x-evil");
    }
}
