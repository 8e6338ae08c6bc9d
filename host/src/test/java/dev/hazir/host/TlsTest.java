package dev.hazir.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hazir.host.store.Disk;
import dev.hazir.host.tls.Certificates;
import dev.hazir.host.tls.TlsFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that speaks TLS on its web port. */
class TlsTest {

    @TempDir
    static Path directory;

    private static TestHost host;
    private static int port;
    private static HttpClient client;

    @BeforeAll
    static void start() throws Exception {
        Path home = directory.resolve("home");
        new Certificates(TlsFiles.of(home, "host.pem", ""), new Disk(), Clock.systemUTC())
                .make("Test", List.of("localhost", "127.0.0.1"));
        host = TestHost.start(home, Map.of("tls", "on"));
        port = host.host().url().getPort();
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trusting())
                .build();
        Path jar = TestHost.jar(directory, "shown", "1.0.0", ShownApplet.class, ShownServlet.class);
        assertThat(host.cli("install", jar.toString())).contains("shown 1.0.0 runs");
    }

    @AfterAll
    static void stop() throws Exception {
        host.close();
    }

    @Test
    void bothSidesSeeASecureRequest() throws Exception {
        assertThat(host.host().url()).hasScheme("https");
        assertThat(get("/res/shown/data").body()).contains("\"scheme\":\"https\"");
        assertThat(get("/apps/shown/").body()).isEqualTo("true https://localhost:" + port + "/apps/shown/ 127.0.0.1");
        assertThat(get("/apps/shown/?go=1").headers().firstValue("location"))
                .get()
                .asString()
                .satisfiesAnyOf(
                        place -> assertThat(place).isEqualTo("/apps/shown/"),
                        place -> assertThat(place).isEqualTo("https://localhost:" + port + "/apps/shown/"));
    }

    @Test
    void cookiesOfSignInsAndSessionsAreForTlsOnly() throws Exception {
        assertThat(get("/apps/shown/?session=1").headers().firstValue("set-cookie"))
                .get()
                .asString()
                .contains("Secure");
        HttpResponse<String> form = get("/admin/setup");
        assertThat(form.headers().allValues("set-cookie"))
                .isNotEmpty()
                .allSatisfy(cookie -> assertThat(cookie).startsWith("__Host-").contains("Secure", "Path=/"));
    }

    @Test
    void largeAnswersAndUploadsPassWhole() throws Exception {
        HttpResponse<byte[]> large =
                client.send(request("/res/shown/large").build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(large.body()).hasSize(3_000_000);
        byte[] upload = new byte[2_000_000];
        assertThat(client.send(
                                request("/apps/shown/")
                                        .POST(HttpRequest.BodyPublishers.ofByteArray(upload))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body())
                .isEqualTo("2000000");
        assertThat(client.send(
                                request("/res/shown/count")
                                        .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[700_000]))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body())
                .contains("700000");
    }

    @Test
    void manyRequestsOnOneConnectionAreAnsweredInOrder() throws Exception {
        StringBuilder pipelined = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            pipelined.append("GET /res/shown/data?").append(i).append(" HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
        pipelined.append(Wire.get("localhost", "/res/shown/data"));
        String answers = Wire.send(connect(), pipelined.toString());
        assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(202);
    }

    @Test
    void websocketsTalk() throws Exception {
        CompletableFuture<String> heard = new CompletableFuture<>();
        WebSocket socket = client.newWebSocketBuilder()
                .buildAsync(URI.create("wss://localhost:" + port + "/apps/shown/talk"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                        heard.complete(text.toString());
                        return WebSocket.Listener.super.onText(from, text, last);
                    }
                })
                .get(30, TimeUnit.SECONDS);
        socket.sendText("hello", true);
        assertThat(heard.get(30, TimeUnit.SECONDS)).isEqualTo("heard hello");
        socket.sendClose(1000, "").get(30, TimeUnit.SECONDS);
    }

    @Test
    void eventsComeWhileTheStreamIsOpen() throws Exception {
        HttpResponse<InputStream> events =
                client.send(request("/res/shown/events").build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream in = events.body()) {
            StringBuilder heard = new StringBuilder();
            while (!heard.toString().contains("hello")) {
                int next = in.read();
                assertThat(next).as(heard.toString()).isNotNegative();
                heard.append((char) next);
            }
        }
    }

    @Test
    void aSlowReaderGetsAllInTheEnd() throws Exception {
        try (SSLSocket socket = connect()) {
            socket.setReceiveBufferSize(64 * 1024);
            socket.getOutputStream().write(bytes(Wire.get("localhost", "/res/shown/large")));
            InputStream in = socket.getInputStream();
            byte[] piece = new byte[100_000];
            long count = 0;
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                count += read;
                if (count < 300_000) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
            }
            assertThat(count).isGreaterThan(3_000_000);
        }
    }

    @Test
    void aClientThatEndsItsSideIsAnsweredAndToldTheEnd() throws Exception {
        try (SSLSocket socket = connect()) {
            socket.getOutputStream().write(bytes("GET /res/shown/data HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).contains("200 OK", "\"scheme\":\"https\"");
        }
    }

    @Test
    void anAnswerThatBreaksOffIsNotTakenForItsEnd() throws Exception {
        try (SSLSocket socket = connect()) {
            // Of an answer to HTTP/1.0 only the end of the connection tells where it ends.
            socket.getOutputStream().write(bytes("GET /apps/shown/?break=1 HTTP/1.0\r\nHost: localhost\r\n\r\n"));
            assertThatThrownBy(() -> socket.getInputStream().readAllBytes()).isInstanceOf(IOException.class);
        }
        try (SSLSocket socket = connect()) {
            socket.getOutputStream().write(bytes("GET /res/shown/large HTTP/1.0\r\nHost: localhost\r\n\r\n"));
            assertThat(socket.getInputStream().readAllBytes().length).isGreaterThan(3_000_000);
        }
    }

    @Test
    void plainTextIsLedToTls() throws Exception {
        String answer = Wire.get(port, "localhost:" + port, "/apps/shown/?a=b");
        assertThat(answer)
                .startsWith("HTTP/1.1 308")
                .contains("location: https://localhost:" + port + "/apps/shown/?a=b", "connection: close");
        String post = Wire.send(
                new Socket("127.0.0.1", port),
                "POST /admin/login HTTP/1.1\r\nHost: x.example\r\nContent-Length: 5\r\n\r\nhello");
        assertThat(post).startsWith("HTTP/1.1 308").contains("location: https://x.example/admin/login");
        assertThat(Wire.send(new Socket("127.0.0.1", port), "GET /health/live HTTP/1.0\r\n\r\n"))
                .contains("location: https://127.0.0.1:" + port + "/health/live");
        assertThat(Wire.send(
                        new Socket("127.0.0.1", port),
                        "GET http://a.example/b HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .contains("location: https://a.example/b");
    }

    @Test
    void nonsenseIsCutAndTheHostGoesOn() throws Exception {
        for (String nonsense :
                List.of("\0\0\0\0", "\u0016\u0003\u0001\0\5hello", "\u0080\u002e\u0001", "ssh", "\u0016")) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                socket.setSoTimeout(60_000);
                socket.getOutputStream().write(nonsense.getBytes(StandardCharsets.ISO_8859_1));
                if (nonsense.length() > 1) {
                    assertThat(drained(socket)).isTrue();
                }
            }
        }
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(Files.readString(host.home().resolve("logs/hazir.log")))
                .doesNotContain("SSLException", "NotSslRecord");
    }

    @Test
    void oldVersionsOfTlsAreRefused() throws Exception {
        for (String version : List.of("TLSv1.2", "TLSv1.3")) {
            try (SSLSocket socket = connect()) {
                socket.setEnabledProtocols(new String[] {version});
                socket.startHandshake();
                assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            }
        }
        // Java's clients speak no older version any more: a ClientHello of TLS 1.1 by hand.
        byte[] hello = hello11();
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(hello);
            byte[] answer = socket.getInputStream().readNBytes(7);
            assertThat(answer[0]).as("an alert").isEqualTo((byte) 21);
            assertThat(answer[6]).as("protocol_version").isEqualTo((byte) 70);
        }
    }

    @Test
    void theCommandLineTrustsTheCertificateOfTheHostAlone() throws Exception {
        assertThat(host.cli("list")).contains("shown");
        Path file = host.home().resolve("run/host.json");
        String before = Files.readString(file);
        try {
            Files.writeString(file, before.replaceFirst("\"certificate\":\"..", "\"certificate\":\"ZZ"));
            assertThat(host.cli("list")).doesNotContain("shown").contains("another certificate");
        } finally {
            Files.writeString(file, before);
        }
    }

    @Test
    void strangersDoNotTrustIt() {
        assertThatThrownBy(() -> HttpClient.newHttpClient()
                        .send(request("/health/live").build(), HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(SSLException.class);
    }

    private static boolean drained(Socket socket) {
        try {
            while (socket.getInputStream().read() >= 0) {
                // an alert, perhaps
            }
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + port + path));
    }

    private static SSLSocket connect() throws Exception {
        SSLSocket socket = (SSLSocket) trusting().getSocketFactory().createSocket("127.0.0.1", port);
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static SSLContext trusting() throws Exception {
        X509Certificate certificate =
                TlsFiles.of(host.home(), "host.pem", "").read().certificate();
        return Trust.in(certificate);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** With one cipher suite and without extensions. */
    private static byte[] hello11() {
        byte[] hello = new byte[5 + 4 + 2 + 32 + 1 + 4 + 2];
        hello[0] = 22;
        hello[1] = 3;
        hello[2] = 1;
        hello[4] = (byte) (hello.length - 5);
        hello[5] = 1;
        hello[8] = (byte) (hello.length - 9);
        hello[9] = 3;
        hello[10] = 2;
        hello[45] = 2;
        hello[46] = (byte) 0xc0;
        hello[47] = 0x13;
        hello[48] = 1;
        return hello;
    }
}
