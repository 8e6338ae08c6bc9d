package dev.hazir.host.host;

import dev.hazir.host.store.Disk;
import dev.hazir.host.store.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code run/host.json}: how the command line finds a running host. It is there exactly while the host is ready. */
final class HostFile implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HostFile.class);

    private final Path file;

    private HostFile(Path file) {
        this.file = file;
    }

    /** Writes it, and again each time when the certificate is replaced, which the command line knows by it. */
    static HostFile write(Path directory, Reach reach, String version) throws IOException {
        HostFile written = new HostFile(directory.resolve("host.json"));
        written.write(reach, version);
        reach.certificates().onReplaced(() -> written.again(reach, version));
        return written;
    }

    private synchronized void write(Reach reach, String version) throws IOException {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("pid", ProcessHandle.current().pid());
        content.put("port", reach.url().getPort());
        content.put("url", reach.url().toString());
        content.put("adminUrl", reach.operatorsUrl().toString());
        if (reach.encrypted()) {
            reach.certificates()
                    .credentials()
                    .ifPresent(credentials -> content.put("certificate", credentials.fingerprint()));
        }
        content.put("version", version);
        new Disk().write(file, Records.write(content));
    }

    private void again(Reach reach, String version) {
        try {
            if (Files.exists(file)) {
                write(reach, version);
            }
        } catch (IOException e) {
            log.warn("{} cannot be written: the command line will not know the new certificate", file, e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
