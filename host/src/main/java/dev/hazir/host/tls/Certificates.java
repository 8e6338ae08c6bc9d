package dev.hazir.host.tls;

import dev.hazir.host.store.Disk;
import dev.hazir.host.store.DiskException;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The certificate of the host with its key. Replacing it is for connections that come from then on; those that are open go
 * on. Its methods may block, except {@link #context}.
 */
public final class Certificates {

    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private final TlsFiles files;
    private final Disk disk;
    private final Clock clock;
    private final List<Runnable> listeners = new ArrayList<>();
    private volatile @Nullable Current current;
    private volatile @Nullable TlsException failure;

    /** What is in use, and how the files were when it was read. */
    private record Current(Credentials credentials, SslContext context, List<FileTime> stamps) {}

    public Certificates(TlsFiles files, Disk disk, Clock clock) {
        this.files = files;
        this.disk = disk;
        this.clock = clock;
    }

    /**
     * Reads what the files have. A certificate that has ended is read nevertheless.
     *
     * @throws TlsException with what to do when there is none, or it will not do; what was in use before stays in use
     */
    public synchronized void load() throws TlsException {
        try {
            List<FileTime> stamps = stamps();
            take(files.read(), stamps);
            failure = null;
        } catch (TlsException e) {
            failure = e;
            throw e;
        }
    }

    /** Reads the files again if somebody has changed them. */
    public synchronized boolean reload() throws TlsException {
        Current known = current;
        if (known != null && failure == null && known.stamps().equals(stamps())) {
            return false;
        }
        load();
        return true;
    }

    /**
     * Makes a certificate that nobody else vouches for, and uses it.
     *
     * @param names and addresses for which it stands
     */
    public synchronized Credentials make(String title, List<String> names) throws TlsException, DiskException {
        return keep(SelfMade.make(title, names, clock.instant()));
    }

    /** Uses a certificate that somebody gave, as text. */
    public synchronized Credentials use(String certificates, String key) throws TlsException, DiskException {
        Credentials given = Credentials.read(certificates, key);
        given.requireCurrent(clock.instant());
        return keep(given);
    }

    /** What is in use, or empty before {@link #load}. */
    public Optional<Credentials> credentials() {
        return Optional.ofNullable(current).map(Current::credentials);
    }

    /** Why the files cannot be used as they are now; what was read before them is in use. */
    public Optional<TlsException> failure() {
        return Optional.ofNullable(failure);
    }

    public TlsFiles files() {
        return files;
    }

    /** For the next connection. Any thread. */
    public SslContext context() {
        Current known = current;
        if (known == null) {
            throw new IllegalStateException("no certificate was read");
        }
        return known.context();
    }

    /** Runs an action after each replacement. */
    public synchronized void onReplaced(Runnable action) {
        listeners.add(action);
    }

    private Credentials keep(Credentials next) throws TlsException, DiskException {
        files.requireOwn();
        SslContext context = context(next);
        disk.write(files.certificate(), next.text().getBytes(StandardCharsets.US_ASCII));
        replace(new Current(next, context, stamps()));
        failure = null;
        return next;
    }

    private void take(Credentials read, List<FileTime> stamps) throws TlsException {
        replace(new Current(read, context(read), stamps));
    }

    private void replace(Current next) {
        boolean first = current == null;
        current = next;
        if (!first) {
            listeners.forEach(Runnable::run);
        }
    }

    private static SslContext context(Credentials credentials) throws TlsException {
        try {
            return SslContextBuilder.forServer(credentials.key(), credentials.chain())
                    .sslProvider(SslProvider.JDK)
                    .protocols(VERSIONS)
                    .build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new TlsException(
                    "Java does not take the certificate: " + e.getMessage() + ".",
                    "Use one with an RSA key of at least 2048 bits, or a key on the curve P-256.",
                    e);
        }
    }

    private List<FileTime> stamps() {
        List<FileTime> stamps = new ArrayList<>();
        for (Path file : files.all()) {
            try {
                stamps.add(Files.getLastModifiedTime(file));
            } catch (NoSuchFileException e) {
                stamps.add(FileTime.fromMillis(0));
            } catch (IOException e) {
                stamps.add(FileTime.fromMillis(1)); // reading it will say why
            }
        }
        return stamps;
    }
}
