package dev.hazir.host.host;

import dev.hazir.host.store.Disk;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** {@code run/host.json}: how the command line finds a running host. It is there exactly while the host is ready. */
final class HostFile implements AutoCloseable {

    private final Path file;

    private HostFile(Path file) {
        this.file = file;
    }

    static HostFile write(Path directory, URI url, URI operators, String version) throws IOException {
        Path file = directory.resolve("host.json");
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("pid", ProcessHandle.current().pid());
        content.put("port", url.getPort());
        content.put("url", url.toString());
        content.put("adminUrl", operators.toString());
        content.put("version", version);
        new Disk().write(file, JsonMapper.shared().writeValueAsBytes(content));
        return new HostFile(file);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
