package dev.hazir.hosttests;

import java.nio.file.Path;

/** An applet that serves in every way there is, and says in every answer which version of it answers. */
final class BusyApplet {

    /** What follows the version in its file. */
    static final String FILLER = "0123456789abcdef\n".repeat(2_000);

    private BusyApplet() {}

    static Path jar(Path directory, String version) {
        return AppletSource.of("busy", version)
                .file("META-INF/resources/data.txt", version + "\n" + FILLER)
                .file("templates/page.html", "<p th:text=\"${version}\">a version</p>")
                .setup("""
                        String version = app.info().version();
                        Topic<String> news = app.topic("news", String.class);
                        app.loop().every(Duration.ofMillis(100), () -> news.publish(version));
                        app.loop().resource("/version", request -> version);
                        app.loop().resource("/later", request -> {
                            CompletableFuture<String> later = new CompletableFuture<>();
                            app.loop().after(Duration.ofMillis(150), () -> later.complete(version));
                            return later;
                        });
                        app.loop().resource("/next", request -> news.next(Duration.ofSeconds(10)));
                        app.loop().resource("/events", request ->
                                Reply.events(stream -> news.subscribe(stream, stream::sendJson)));
                        app.web().page("/page", "page", request -> Map.of("version", version));
                        app.web().servlet("/version", new Answer(version, 0));
                        app.web().servlet("/slow", new Answer(version, 200));
                        app.web().servlet("/upload", new Upload(version));
                        """)
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
                            private final String version;
                            Upload(String version) { this.version = version; }
                            @Override protected void doPost(HttpServletRequest request, HttpServletResponse response)
                                    throws IOException {
                                long bytes = request.getInputStream().transferTo(OutputStream.nullOutputStream());
                                response.getWriter().print(bytes + " bytes for " + version);
                            }
                        }
                        """)
                .jar(directory);
    }
}
