package dev.hazir.host.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hazir.host.LoopHost;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {

    private static final String SCRIPT = "console.log('hello from a file that is long enough to be worth it')";

    private static final String LONG = "a { color: red; } ".repeat(200);

    private final byte[] large = new byte[3_000_000];

    @TempDir
    Path directory;

    private LoopHost host;
    private List<StaticFile> files;

    @BeforeEach
    void start() throws Exception {
        new Random(3).nextBytes(large);
        Path jar = directory.resolve("probe.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            entry(zip, "META-INF/applet.properties", "secret".getBytes(UTF_8));
            entry(zip, "META-INF/resources/app.js", SCRIPT.getBytes(UTF_8));
            entry(zip, "META-INF/resources/app.js.br", "brotli form".getBytes(UTF_8));
            entry(zip, "META-INF/resources/app.js.gz", "gzip form".getBytes(UTF_8));
            entry(zip, "META-INF/resources/index.html", "<h1>start</h1>".getBytes(UTF_8));
            entry(zip, "META-INF/resources/docs/index.html", "<h1>docs</h1>".getBytes(UTF_8));
            entry(zip, "META-INF/resources/with space/ä.txt", "umlaut".getBytes(UTF_8));
            entry(zip, "META-INF/resources/uplot-1.6.31/uplot.css", "a{}".getBytes(UTF_8));
            entry(zip, "META-INF/resources/long.css", LONG.getBytes(UTF_8));
            entry(zip, "META-INF/resources/empty.txt", new byte[0]);
            entry(zip, "META-INF/resources/only.tar.gz", "archive".getBytes(UTF_8));
            entry(zip, "META-INF/resources/large.bin", large);
            entry(zip, "demo/Secret.class", "secret".getBytes(UTF_8));
        }
        host = new LoopHost();
        files = FileTree.read(jar, FileTree.RESOURCES, directory.resolve("spill"));
        for (StaticFile file : files) {
            host.endpoint("/apps/probe/" + file.path(), Set.of("GET", "HEAD"), new FileEndpoint(file, host.workers));
        }
    }

    private static void entry(ZipOutputStream zip, String name, byte[] content) throws Exception {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(java.time.LocalDateTime.of(2026, 3, 1, 12, 30, 10));
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        var request = host.request("/apps/probe/" + path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return host.client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void filesOfTheFolderAreServedAndNoOthers() throws Exception {
        assertThat(files)
                .extracting(StaticFile::path)
                .containsExactlyInAnyOrder(
                        "app.js",
                        "index.html",
                        "",
                        "docs/index.html",
                        "docs/",
                        "with space/ä.txt",
                        "uplot-1.6.31/uplot.css",
                        "long.css",
                        "empty.txt",
                        "only.tar.gz",
                        "large.bin");
        assertThat(new String(get("with%20space/%C3%A4.txt").body(), UTF_8)).isEqualTo("umlaut");
        assertThat(new String(get("").body(), UTF_8)).isEqualTo("<h1>start</h1>");
        assertThat(new String(get("docs/").body(), UTF_8)).isEqualTo("<h1>docs</h1>");
        assertThat(get("empty.txt").body()).isEmpty();
        for (String outside : List.of(
                "../../META-INF/applet.properties",
                "%2e%2e/%2e%2e/META-INF/applet.properties",
                "..%2f..%2fdemo/Secret.class",
                "docs/..%5c..%5cdemo/Secret.class")) {
            try (Socket client = host.connect()) {
                client.getOutputStream()
                        .write(("GET /apps/probe/" + outside + " HTTP/1.0\r\nHost: x\r\n\r\n").getBytes(UTF_8));
                assertThat(new String(client.getInputStream().readAllBytes(), UTF_8))
                        .matches("(?s)HTTP/1.1 40[04] .*")
                        .doesNotContain("secret");
            }
        }
    }

    @Test
    void typesAndHeadersAreRight() throws Exception {
        HttpResponse<byte[]> script = get("app.js");
        assertThat(header(script, "content-type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(header(script, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(header(script, "cache-control")).isEqualTo("no-cache");
        assertThat(header(script, "accept-ranges")).isEqualTo("bytes");
        assertThat(header(script, "last-modified")).matches("..., .. ... 2026 ..:..:.. GMT");
        assertThat(header(script, "etag")).matches("\"[0-9a-f]{24}\"");
        assertThat(header(get("uplot-1.6.31/uplot.css"), "cache-control")).contains("immutable");
        assertThat(header(get("index.html"), "content-type")).isEqualTo("text/html; charset=utf-8");
        for (var type : List.of(
                List.of("a.mjs", "text/javascript; charset=utf-8"),
                List.of("a.b.svg", "image/svg+xml"),
                List.of("A.WOFF2", "font/woff2"),
                List.of("x.wasm", "application/wasm"),
                List.of("x.webmanifest", "application/manifest+json"),
                List.of("x.js.map", "application/json"),
                List.of("README", "application/octet-stream"))) {
            assertThat(MediaTypes.of(type.get(0))).isEqualTo(type.get(1));
        }
    }

    @Test
    void unchangedFileIsNotSentAgain() throws Exception {
        HttpResponse<byte[]> first = get("app.js");
        String etag = header(first, "etag");
        String modified = header(first, "last-modified");

        HttpResponse<byte[]> same = get("app.js", "If-None-Match", "\"x\", W/" + etag);
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(header(same, "etag")).isEqualTo(etag);
        assertThat(get("app.js", "If-Modified-Since", modified).statusCode()).isEqualTo(304);
        assertThat(get("app.js", "If-None-Match", "*").statusCode()).isEqualTo(304);
        assertThat(get("app.js", "If-None-Match", "\"other\"", "If-Modified-Since", modified)
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("app.js", "If-Modified-Since", "Sun, 01 Jan 2017 00:00:00 GMT")
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("app.js", "If-Modified-Since", "yesterday").statusCode()).isEqualTo(200);
        assertThat(get("app.js", "If-Match", "\"other\"").statusCode()).isEqualTo(412);
        assertThat(get("app.js", "If-Match", etag).statusCode()).isEqualTo(200);
        assertThat(get("app.js", "If-Unmodified-Since", "Sun, 01 Jan 2017 00:00:00 GMT")
                        .statusCode())
                .isEqualTo(412);
    }

    @Test
    void compressedFormsGoToThoseWhoTakeThem() throws Exception {
        HttpResponse<byte[]> plain = get("app.js");
        HttpResponse<byte[]> brotli = get("app.js", "Accept-Encoding", "gzip, deflate, br");
        HttpResponse<byte[]> gzip = get("app.js", "Accept-Encoding", "gzip, br;q=0");

        assertThat(new String(brotli.body(), UTF_8)).isEqualTo("brotli form");
        assertThat(header(brotli, "content-encoding")).isEqualTo("br");
        assertThat(header(brotli, "content-type")).isEqualTo("text/javascript; charset=utf-8");
        assertThat(new String(gzip.body(), UTF_8)).isEqualTo("gzip form");
        assertThat(List.of(header(plain, "etag"), header(brotli, "etag"), header(gzip, "etag")))
                .doesNotHaveDuplicates();
        assertThat(List.of(header(plain, "vary"), header(brotli, "vary"), header(gzip, "vary")))
                .containsOnly("accept-encoding");
        assertThat(new String(get("app.js", "Accept-Encoding", "*;q=0.1").body(), UTF_8))
                .isEqualTo("brotli form");
        assertThat(new String(
                        get("app.js", "Accept-Encoding", "br;q=0.2, gzip;q=0.9").body(), UTF_8))
                .isEqualTo("gzip form");
        assertThat(new String(
                        get("app.js", "Accept-Encoding", "identity, br;q=0, gzip;q=0.000")
                                .body(),
                        UTF_8))
                .isEqualTo(SCRIPT);
        assertThat(get("app.js", "Accept-Encoding", "br", "If-None-Match", header(brotli, "etag"))
                        .statusCode())
                .isEqualTo(304);
        assertThat(header(get("index.html"), "vary")).isEmpty();
        assertThat(header(get("only.tar.gz"), "content-type")).isEqualTo("application/gzip");
    }

    @Test
    void longTextIsCompressedForThoseWhoTakeIt() throws Exception {
        HttpResponse<byte[]> plain = get("long.css");
        HttpResponse<byte[]> gzip = get("long.css", "Accept-Encoding", "gzip, deflate, br");

        assertThat(new String(plain.body(), UTF_8)).isEqualTo(LONG);
        assertThat(header(gzip, "content-encoding")).isEqualTo("gzip");
        assertThat(header(gzip, "content-type")).isEqualTo("text/css; charset=utf-8");
        assertThat(gzip.body()).hasSizeLessThan(LONG.length() / 10);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip.body()))) {
            assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo(LONG);
        }
        assertThat(header(gzip, "etag")).isNotEqualTo(header(plain, "etag"));
        assertThat(header(plain, "vary")).isEqualTo("accept-encoding");
        assertThat(header(get("large.bin", "Accept-Encoding", "gzip"), "content-encoding"))
                .isEmpty();
        assertThat(header(get("index.html", "Accept-Encoding", "gzip"), "content-encoding"))
                .as("too short")
                .isEmpty();
    }

    @Test
    void rangesAreServed() throws Exception {
        HttpResponse<byte[]> middle = get("app.js", "Range", "bytes=8-10");
        assertThat(middle.statusCode()).isEqualTo(206);
        assertThat(new String(middle.body(), UTF_8)).isEqualTo("log");
        assertThat(header(middle, "content-range")).isEqualTo("bytes 8-10/" + SCRIPT.length());
        assertThat(new String(get("app.js", "Range", "bytes=-4").body(), UTF_8))
                .isEqualTo(SCRIPT.substring(SCRIPT.length() - 4));
        assertThat(new String(get("app.js", "Range", "bytes=60-").body(), UTF_8))
                .isEqualTo(SCRIPT.substring(60));
        assertThat(new String(get("app.js", "Range", "bytes=60-9999").body(), UTF_8))
                .isEqualTo(SCRIPT.substring(60));

        HttpResponse<byte[]> beyond = get("app.js", "Range", "bytes=9999-");
        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(header(beyond, "content-range")).isEqualTo("bytes */" + SCRIPT.length());
        for (String ignored : List.of(
                "bytes=5-2",
                "lines=1-2",
                "bytes=a-b",
                "bytes=-",
                "bytes=" + "0-1,".repeat(40) + "0-1",
                "bytes=0-,0-,0-")) {
            assertThat(get("app.js", "Range", ignored).statusCode()).as(ignored).isEqualTo(200);
        }
        assertThat(new String(
                        get("app.js", "Range", "bytes=0-3", "Accept-Encoding", "br")
                                .body(),
                        UTF_8))
                .isEqualTo("brot");
    }

    @Test
    void ifRangeServesTheWholeWhenTheFileHasChanged() throws Exception {
        HttpResponse<byte[]> whole = get("app.js");
        String etag = header(whole, "etag");
        String modified = header(whole, "last-modified");
        assertThat(get("app.js", "Range", "bytes=0-1", "If-Range", etag).statusCode())
                .isEqualTo(206);
        assertThat(get("app.js", "Range", "bytes=0-1", "If-Range", modified).statusCode())
                .isEqualTo(206);
        assertThat(get("app.js", "Range", "bytes=0-1", "If-Range", "\"other\"").statusCode())
                .isEqualTo(200);
        assertThat(get("app.js", "Range", "bytes=0-1", "If-Range", "W/" + etag).statusCode())
                .isEqualTo(200);
    }

    @Test
    void severalRangesComeAsMultipart() throws Exception {
        HttpResponse<byte[]> response = get("app.js", "Range", "bytes=0-6, 8-10,-1");
        assertThat(response.statusCode()).isEqualTo(206);
        String type = header(response, "content-type");
        assertThat(type).startsWith("multipart/byteranges; boundary=");
        String boundary = type.substring(type.indexOf('=') + 1);
        String part = "\r\n--" + boundary + "\r\ncontent-type: text/javascript; charset=utf-8\r\ncontent-range: bytes ";
        int size = SCRIPT.length();
        assertThat(new String(response.body(), UTF_8))
                .isEqualTo(part + "0-6/" + size + "\r\n\r\nconsole" + part + "8-10/" + size + "\r\n\r\nlog" + part
                        + (size - 1) + "-" + (size - 1) + "/" + size + "\r\n\r\n)\r\n--" + boundary + "--\r\n");
        assertThat(header(response, "content-length")).isEqualTo(String.valueOf(response.body().length));
    }

    @Test
    void largeFilesAreReadInPieces() throws Exception {
        assertThat(Files.list(directory.resolve("spill"))).hasSize(1);
        HttpResponse<byte[]> whole = get("large.bin");
        assertThat(whole.body()).isEqualTo(large);
        assertThat(header(whole, "content-length")).isEqualTo("3000000");
        assertThat(get("large.bin", "Range", "bytes=1000000-1999999").body())
                .isEqualTo(Arrays.copyOfRange(large, 1_000_000, 2_000_000));
        assertThat(get("large.bin", "Range", "bytes=0-99999,2900000-").body().length)
                .isBetween(200_000, 201_000);
    }

    @Test
    void clientThatGoesInTheMiddleOfALargeFileLeavesNothingBehind() throws Exception {
        try (Socket client = host.connect()) {
            client.setReceiveBufferSize(4096);
            client.getOutputStream().write("GET /apps/probe/large.bin HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
            assertThat(client.getInputStream().read()).isEqualTo('H');
            client.setSoLinger(true, 0);
        }
        await().until(() -> host.gate.inside() == 0);
    }

    @Test
    void headHasNoContentAndOtherMethodsAreRefused() throws Exception {
        HttpResponse<String> head =
                host.send(host.request("/apps/probe/large.bin").method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "content-length")).isEqualTo("3000000");
        HttpResponse<String> post = host.send(host.request("/apps/probe/app.js").POST(BodyPublishers.ofString("x")));
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(header(post, "allow").toUpperCase(java.util.Locale.ROOT)).contains("GET");
    }

    @Test
    void directoriesAreReadAsJarsAre() throws Exception {
        Path classes = Files.createDirectories(directory.resolve("classes/META-INF/resources/ui"));
        Files.writeString(classes.resolve("hazir.css"), "b{}");
        assertThat(FileTree.read(directory.resolve("classes"), FileTree.RESOURCES, directory.resolve("none")))
                .extracting(StaticFile::path, StaticFile::type)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("ui/hazir.css", "text/css; charset=utf-8"));
        assertThat(FileTree.read(directory.resolve("classes"), "absent", directory.resolve("none")))
                .isEmpty();
    }
}
