package dev.hazir.host.admin.page;

import dev.hazir.host.admin.rest.Upload;
import dev.hazir.host.lifecycle.HostTime;
import dev.hazir.host.security.Secrets;
import dev.hazir.host.security.SignIns.SignIn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files that were sent with a form whose act asks for the password first. They lie as they came, unread, until the same
 * sign-in has given it. Few, and not for long. Safe for use by several threads.
 */
final class HeldUploads {

    /** Under this name a form sends what it is that was sent before. */
    static final String FIELD = "held";

    static final Duration KEPT = Duration.ofMinutes(10);
    static final int MOST = 8;

    private final HostTime time;
    private final Path directory;
    private final Map<String, Held> held = new LinkedHashMap<>();

    private record Held(String signIn, List<Upload> uploads, long since) {}

    /** @param directory where files lie on their way in */
    HeldUploads(HostTime time, Path directory) {
        this.time = time;
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    /** Keeps what a sign-in has sent; returns what it is taken by. */
    String keep(SignIn signIn, List<Upload> uploads) {
        String key = Secrets.next();
        List<Held> dropped;
        synchronized (this) {
            dropped = dropOld();
            while (held.size() >= MOST) {
                dropped.add(held.remove(held.keySet().iterator().next()));
            }
            held.put(key, new Held(signIn.id(), uploads, time.nanoTime()));
        }
        close(dropped);
        return key;
    }

    /** What a sign-in has sent under this key, for the last time. */
    Optional<List<Upload>> take(SignIn signIn, String key) {
        return find(signIn, key, true);
    }

    /** The names of the files that a sign-in has sent; empty when they are not there any more. */
    List<String> names(SignIn signIn, String key) {
        return find(signIn, key, false).map(HeldUploads::names).orElse(List.of());
    }

    static List<String> names(List<Upload> uploads) {
        return uploads.stream()
                .map(upload -> String.valueOf(upload.jar().getFileName()))
                .toList();
    }

    private Optional<List<Upload>> find(SignIn signIn, String key, boolean last) {
        List<Held> dropped;
        Optional<Held> found;
        synchronized (this) {
            dropped = dropOld();
            found = Optional.ofNullable(held.get(key))
                    .filter(one -> one.signIn().equals(signIn.id()));
            if (last && found.isPresent()) {
                held.remove(key);
            }
        }
        close(dropped);
        return found.map(Held::uploads);
    }

    private List<Held> dropOld() {
        List<Held> old = new ArrayList<>(held.values().stream()
                .filter(one -> time.nanoTime() - one.since() >= KEPT.toNanos())
                .toList());
        held.values().removeAll(old);
        return old;
    }

    private static void close(List<Held> dropped) {
        dropped.stream().flatMap(one -> one.uploads().stream()).forEach(Upload::close);
    }
}
