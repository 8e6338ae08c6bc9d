package dev.hazir.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose word counts about clients: that of trusted proxies, here all of 127.0.0.0/8 and 10.0.0.1. */
class ProxyTest {

    @TempDir
    static Path directory;

    private static TestHost host;
    private static TestHost alone;

    @BeforeAll
    static void start() throws Exception {
        host = TestHost.start(
                directory.resolve("home"), Map.of("web.proxies", "127.0.0.0/8, 10.0.0.1", "web.hosts", "a.example"));
        alone = TestHost.start(directory.resolve("alone"));
        Path jar = TestHost.jar(directory, "shown", "1.0.0", ShownApplet.class, ShownServlet.class);
        host.cli("install", jar.toString());
        alone.cli("install", jar.toString());
    }

    @AfterAll
    static void stop() throws Exception {
        host.close();
        alone.close();
    }

    @Test
    void bothSidesSeeTheClientThatAProxyNames() throws Exception {
        String[] fields = {"X-Forwarded-For: 203.0.113.7", "X-Forwarded-Proto: https", "X-Forwarded-Host: a.example"};
        assertThat(get("/apps/shown/", fields)).endsWith("true https://a.example/apps/shown/ 203.0.113.7");
        assertThat(get("/res/shown/data", fields))
                .contains("\"scheme\":\"https\"", "\"authority\":\"a.example\"", "\"from\":\"203.0.113.7\"");
    }

    @Test
    void whatAClientInventsBeforeTheProxyDoesNotCount() throws Exception {
        assertThat(get("/res/shown/data", "X-Forwarded-For: 1.1.1.1, 203.0.113.7, 10.0.0.1"))
                .contains("\"from\":\"203.0.113.7\"");
        assertThat(get("/res/shown/data", "X-Forwarded-For: evil, 10.0.0.1")).contains("\"from\":\"10.0.0.1\"");
        assertThat(get("/res/shown/data", "X-Forwarded-For: 203.0.113.7", "Forwarded: for=1.1.1.1;proto=https"))
                .contains("\"from\":\"203.0.113.7\"", "\"scheme\":\"http\"");
    }

    @Test
    void theStandardFieldIsUnderstood() throws Exception {
        assertThat(get("/res/shown/data", "Forwarded: for=\"[2001:db8::1]:47\";proto=https;host=a.example"))
                .contains("\"scheme\":\"https\"", "\"authority\":\"a.example\"", "2001:db8");
        assertThat(get("/res/shown/data", "Forwarded: for=1.1.1.1, for=203.0.113.7:1234"))
                .contains("\"from\":\"203.0.113.7\"");
    }

    @Test
    void nonsenseMeansNothing() throws Exception {
        assertThat(get(
                        "/res/shown/data",
                        "X-Forwarded-Proto: gopher",
                        "X-Forwarded-Host: a b",
                        "X-Forwarded-For: localhost"))
                .contains("\"scheme\":\"http\"", "\"authority\":\"localhost\"", "\"from\":\"127.0.0.1\"");
        assertThat(get("/res/shown/data", "Forwarded: ;;,=,for=")).contains("\"from\":\"127.0.0.1\"");
    }

    @Test
    void nobodyElseIsBelieved() throws Exception {
        int port = alone.host().url().getPort();
        String answer = Wire.get(
                port,
                "localhost",
                "/res/shown/data",
                "X-Forwarded-For: 203.0.113.7",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: a.example",
                "Forwarded: for=1.1.1.1;proto=https");
        assertThat(answer).contains("\"scheme\":\"http\"", "\"authority\":\"localhost\"", "\"from\":\"127.0.0.1\"");
    }

    @Test
    void signInsAreForTlsOnlyWhenTheProxySpeaksIt() throws Exception {
        assertThat(get("/admin/setup", "X-Forwarded-Proto: https")).contains("__Host-", "Secure");
        assertThat(get("/admin/setup", "X-Forwarded-Proto: http")).doesNotContain("__Host-", "Secure");
    }

    @Test
    void operatorsAreAskedByTheNameThatTheClientUsed() throws Exception {
        assertThat(Wire.status(get("/admin/setup", "X-Forwarded-Host: a.example")))
                .isEqualTo(200);
        assertThat(Wire.status(get("/admin/setup", "X-Forwarded-Host: evil.example")))
                .isEqualTo(421);
    }

    private static String get(String path, String... fields) throws Exception {
        return Wire.get(host.host().url().getPort(), "localhost", path, fields);
    }
}
