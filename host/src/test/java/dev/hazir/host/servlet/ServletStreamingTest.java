package dev.hazir.host.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ServletStreamingTest {

    private static final int BIG = 100 << 20;

    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicLong seen = new AtomicLong();
    private WebHost host;
    private DeclaredWeb web;

    @BeforeEach
    void start() throws Exception {
        host = new WebHost();
        web = WebHost.web();
    }

    @AfterEach
    void stop() throws Exception {
        release.countDown();
        host.close();
    }

    @Test
    void bigUploadArrivesWhole() throws Exception {
        web.servlet(
                "/upload",
                Servlets.of((request, response) ->
                        response.getWriter().print(digest(request.getInputStream(), OutputStream.nullOutputStream()))));
        host.serve("s", web);
        for (boolean chunked : new boolean[] {false, true}) {
            try (RawClient client = host.connect()) {
                CompletableFuture<String> sent = sendBig(client, "/apps/s/upload", chunked);
                assertThat(client.answer().text()).isEqualTo(sent.get());
            }
        }
    }

    @Test
    void bigDownloadArrivesWholeWithLengthOrChunked() throws Exception {
        web.servlet("/download", Servlets.of((request, response) -> {
            if (request.getParameter("length") != null) {
                response.setContentLength(BIG);
            }
            pattern(response.getOutputStream());
        }));
        web.servlet("/listener", Servlets.of((request, response) -> new Writing(request, response)));
        host.serve("s", web);
        String expected = patternDigest();
        for (String path : new String[] {"/apps/s/download", "/apps/s/download?length", "/apps/s/listener"}) {
            try (InputStream in = host.uri(path).toURL().openStream()) {
                assertThat(digest(in, OutputStream.nullOutputStream())).as(path).isEqualTo(expected);
            }
        }
    }

    @Test
    void aContentOfOneHugeBufferArrivesWhole() throws Exception {
        byte[] huge = new byte[20 << 20];
        huge[huge.length - 1] = 42;
        web.servlet(
                "/huge",
                Servlets.of((request, response) -> response.getOutputStream().write(huge)));
        host.serve("s", web);
        try (InputStream in = host.uri("/apps/s/huge").toURL().openStream()) {
            assertThat(in.readAllBytes()).isEqualTo(huge);
        }
    }

    @Test
    void bigEchoIsEqualBlockingAndAsync() throws Exception {
        web.servlet("/echo", Servlets.of((request, response) -> {
            try (InputStream in = request.getInputStream()) {
                in.transferTo(response.getOutputStream());
            }
        }));
        web.servlet("/async", Servlets.of((request, response) -> new Echoing(request, response)));
        host.serve("s", web);
        for (String path : new String[] {"/apps/s/echo", "/apps/s/async"}) {
            try (RawClient client = host.connect()) {
                CompletableFuture<String> sent = sendBig(client, path, true);
                String received = digest(new Dechunked(client), OutputStream.nullOutputStream());
                assertThat(received).as(path).isEqualTo(sent.get());
            }
        }
    }

    @Test
    void aSlowServletSlowsItsSenderDown() throws Exception {
        web.servlet("/slow", Servlets.of((request, response) -> {
            request.getInputStream().read();
            release.await();
            response.getWriter().print(digest(request.getInputStream(), OutputStream.nullOutputStream()));
        }));
        host.serve("s", web);
        try (RawClient client = host.connect()) {
            client.lines("POST /apps/s/slow HTTP/1.1", "Host: t", "Content-Length: " + BIG, "");
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> sendZeros(client, seen));
            await().pollInterval(Duration.ofMillis(300)).until(() -> {
                long before = seen.get();
                await().pollDelay(Duration.ofMillis(250)).until(() -> true);
                return before > 0 && before == seen.get();
            });
            // What was taken lies in the buffers of the two sockets and in ours, not in the servlet.
            assertThat(seen.get()).isLessThan(16 << 20);
            release.countDown();
            sending.get(60, TimeUnit.SECONDS);
            assertThat(client.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void noWorkerIsHeldWhileAnAsyncServletWaitsForBytes() throws Exception {
        Echoing.last.set(null);
        web.servlet("/async", Servlets.of((request, response) -> new Echoing(request, response)));
        host.serve("s", web);
        try (RawClient client = host.connect()) {
            client.lines("POST /apps/s/async HTTP/1.1", "Host: t", "Content-Length: 6", "")
                    .text("abc");
            await().until(() -> Echoing.last.get() != null && Echoing.last.get().waits);
            await().until(() -> host.workers.figures().busy() == 0);
            client.text("def");
            assertThat(client.answer().text()).isEqualTo("abcdef");
        }
    }

    @Test
    void asyncServletsCompleteOrTimeOut() throws Exception {
        web.servlet("/later", Servlets.of((request, response) -> {
            AsyncContext async = request.startAsync();
            async.start(() -> {
                try {
                    response.getWriter().print("later");
                } catch (IOException e) {
                    failure.set(e);
                }
                async.complete();
            });
        }));
        web.servlet(
                "/never",
                Servlets.of((request, response) -> request.startAsync().setTimeout(50)));
        web.servlet("/timeout", Servlets.of((request, response) -> {
            AsyncContext async = request.startAsync();
            async.setTimeout(50);
            async.addListener(new Listening() {
                @Override
                public void onTimeout(AsyncEvent event) throws IOException {
                    response.getWriter()
                            .print("gave up on " + Thread.currentThread().getName());
                    async.complete();
                }
            });
        }));
        host.serve("s", web);
        assertThat(host.get("/apps/s/later").body()).isEqualTo("later");
        assertThat(host.get("/apps/s/never").statusCode()).isEqualTo(500);
        assertThat(host.get("/apps/s/timeout").body()).startsWith("gave up on hazir-worker-");
    }

    @Test
    void aClientThatGoesDuringItsUploadFailsTheReader() throws Exception {
        web.servlet("/upload", Servlets.of((request, response) -> {
            try {
                request.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                failure.set(e);
                throw e;
            }
        }));
        host.serve("s", web);
        for (boolean reset : new boolean[] {false, true}) {
            failure.set(null);
            RawClient client = host.connect();
            client.lines("POST /apps/s/upload HTTP/1.1", "Host: t", "Content-Length: 1000", "")
                    .text("abc");
            await().until(() -> host.workers.figures().busy() == 1);
            leave(client, reset);
            await().untilAsserted(() -> assertThat(failure.get()).isInstanceOf(IOException.class));
            await().until(() -> host.workers.figures().busy() == 0);
        }
    }

    @Test
    void aClientThatGoesDuringItsDownloadFailsTheWriter() throws Exception {
        web.servlet("/download", Servlets.of((request, response) -> {
            try {
                while (true) {
                    response.getOutputStream().write(new byte[32_768]);
                    seen.addAndGet(32_768);
                }
            } catch (IOException e) {
                failure.set(e);
                throw e;
            }
        }));
        host.serve("s", web);
        for (boolean reset : new boolean[] {false, true}) {
            failure.set(null);
            RawClient client = host.connect();
            client.lines("GET /apps/s/download HTTP/1.1", "Host: t", "");
            assertThat(client.in.readNBytes(100_000)).hasSize(100_000);
            leave(client, reset);
            await().untilAsserted(() -> assertThat(failure.get()).isInstanceOf(IOException.class));
        }
        await().until(() -> host.workers.figures().busy() == 0);
    }

    @Test
    void aClientThatGoesTellsTheWaitingAsyncServlet() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        web.servlet("/wait", Servlets.of((request, response) -> {
            AsyncContext async = request.startAsync();
            async.setTimeout(0);
            async.addListener(new Listening() {
                @Override
                public void onError(AsyncEvent event) {
                    failure.set(event.getThrowable());
                    async.complete();
                }
            });
            started.countDown();
        }));
        host.serve("s", web);
        RawClient client = host.connect();
        client.lines("GET /apps/s/wait HTTP/1.1", "Host: t", "");
        started.await();
        await().until(() -> host.workers.figures().busy() == 0);
        client.reset();
        await().untilAsserted(() -> assertThat(failure.get()).isInstanceOf(IOException.class));
    }

    @Test
    void aBodyLargerThanAllowedIsRefused() throws Exception {
        web.servlet(
                "/upload",
                Servlets.of(
                        (request, response) -> request.getInputStream().transferTo(OutputStream.nullOutputStream())));
        WebApp app = host.container.prepare(
                host.guest("s", getClass().getClassLoader()),
                web,
                new WebSpec(
                        "/apps/s",
                        java.util.List.of(),
                        java.nio.file.Files.createTempDirectory("web"),
                        java.nio.file.Files.createTempDirectory("sessions"),
                        1_000));
        host.publish("s", app);
        try (RawClient client = host.connect()) {
            client.lines("POST /apps/s/upload HTTP/1.1", "Host: t", "Content-Length: 1001", "");
            assertThat(client.answer().status()).isEqualTo(413);
        }
        try (RawClient client = host.connect()) {
            client.lines("POST /apps/s/upload HTTP/1.1", "Host: t", "Transfer-Encoding: chunked", "");
            client.text("3e9\r\n" + "x".repeat(1001) + "\r\n0\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(413);
        }
    }

    private static void leave(RawClient client, boolean reset) throws IOException {
        if (reset) {
            client.reset();
        } else {
            client.close();
        }
    }

    private static void sendZeros(RawClient client, AtomicLong sent) {
        try {
            byte[] piece = new byte[64 * 1024];
            for (long left = BIG; left > 0; left -= piece.length) {
                client.out().write(piece);
                sent.addAndGet(piece.length);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Sends the pattern in the background and gives its digest. */
    private static CompletableFuture<String> sendBig(RawClient client, String path, boolean chunked)
            throws IOException {
        client.lines(
                "POST " + path + " HTTP/1.1",
                "Host: t",
                chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + BIG,
                "");
        return CompletableFuture.supplyAsync(() -> {
            try {
                OutputStream out = client.out();
                pattern(chunked ? new Chunking(out) : out);
                if (chunked) {
                    client.text("0\r\n\r\n");
                }
                return patternDigest();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void pattern(OutputStream out) throws IOException {
        byte[] piece = new byte[50_000];
        int left = BIG;
        for (int i = 0; left > 0; i++) {
            for (int j = 0; j < piece.length; j += 100) {
                piece[j] = (byte) (i + j);
            }
            int length = Math.min(piece.length, left);
            out.write(piece, 0, length);
            left -= length;
        }
    }

    private static String patternDigest() throws Exception {
        MessageDigest digest = MessageDigest.getInstance("MD5");
        pattern(new java.security.DigestOutputStream(OutputStream.nullOutputStream(), digest));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String digest(InputStream in, OutputStream copy) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("MD5");
        byte[] buffer = new byte[32_768];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            digest.update(buffer, 0, read);
            copy.write(buffer, 0, read);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static final class Chunking extends OutputStream {
        private final OutputStream out;

        Chunking(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write((Integer.toHexString(length) + "\r\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            out.write(bytes, offset, length);
            out.write('\r');
            out.write('\n');
        }
    }

    /** The content of a chunked answer as it comes. */
    private static final class Dechunked extends InputStream {
        private final RawClient client;
        private int left;
        private boolean ended;

        Dechunked(RawClient client) throws IOException {
            this.client = client;
            for (String line = client.line(); !line.isEmpty(); line = client.line()) {
                // head
            }
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (ended) {
                return -1;
            }
            if (left == 0) {
                left = Integer.parseInt(client.line(), 16);
                if (left == 0) {
                    ended = true;
                    return -1;
                }
            }
            int read = client.in.read(bytes, offset, Math.min(length, left));
            if (read < 0) {
                throw new SocketTimeoutException("ended early");
            }
            left -= read;
            if (left == 0) {
                client.line();
            }
            return read;
        }
    }

    private abstract static class Listening implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) throws IOException {}

        @Override
        public void onTimeout(AsyncEvent event) throws IOException {}

        @Override
        public void onError(AsyncEvent event) throws IOException {}

        @Override
        public void onStartAsync(AsyncEvent event) throws IOException {}
    }

    /** Writes the pattern as the client takes it. */
    private static final class Writing implements WriteListener {
        private final AsyncContext async;
        private final ServletOutputStream out;
        private final byte[] piece = new byte[50_000];
        private int left = BIG;
        private int round;

        Writing(HttpServletRequest request, HttpServletResponse response) throws IOException {
            async = request.startAsync();
            async.setTimeout(60_000);
            out = response.getOutputStream();
            out.setWriteListener(this);
        }

        @Override
        public void onWritePossible() throws IOException {
            while (out.isReady()) {
                if (left == 0) {
                    async.complete();
                    return;
                }
                for (int j = 0; j < piece.length; j += 100) {
                    piece[j] = (byte) (round + j);
                }
                round++;
                int length = Math.min(piece.length, left);
                left -= length;
                out.write(piece, 0, length);
            }
        }

        @Override
        public void onError(Throwable t) {
            async.complete();
        }
    }

    /** Echoes without holding a thread. */
    private static final class Echoing implements ReadListener, WriteListener {
        static final AtomicReference<Echoing> last = new AtomicReference<>();
        private final AsyncContext async;
        private final ServletInputStream in;
        private final ServletOutputStream out;
        private final byte[] buffer = new byte[16_384];
        private volatile boolean waits;
        private boolean complete;

        Echoing(HttpServletRequest request, HttpServletResponse response) throws IOException {
            async = request.startAsync();
            async.setTimeout(60_000);
            in = request.getInputStream();
            out = response.getOutputStream();
            in.setReadListener(this);
            out.setWriteListener(this);
            last.set(this);
        }

        @Override
        public void onDataAvailable() throws IOException {
            onWritePossible();
        }

        @Override
        public void onAllDataRead() throws IOException {
            onWritePossible();
        }

        @Override
        public synchronized void onWritePossible() throws IOException {
            waits = false;
            while (out.isReady()) {
                if (in.isFinished()) {
                    if (!complete) {
                        complete = true;
                        async.complete();
                    }
                    return;
                }
                if (!in.isReady()) {
                    waits = true;
                    return;
                }
                int read = in.read(buffer);
                if (read > 0) {
                    out.write(buffer, 0, read);
                }
            }
        }

        @Override
        public synchronized void onError(Throwable t) {
            async.complete();
        }
    }
}
