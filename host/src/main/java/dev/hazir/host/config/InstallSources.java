package dev.hazir.host.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Where operators may fetch jars from without sending them.
 *
 * @param folder a folder of the machine of the host
 * @param urls where addresses may begin
 */
public record InstallSources(Optional<Path> folder, List<URI> urls) {

    /** Nothing but what is sent. */
    public static final InstallSources NONE = new InstallSources(Optional.empty(), List.of());

    public InstallSources {
        urls = List.copyOf(urls);
    }

    /** Whether an address is below one of those that are named: the same scheme, host and port, and a path below it. */
    public boolean allows(String address) {
        try {
            URI url = new URI(address);
            return url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getRawPath() != null
                    && !url.getRawPath().contains("%")
                    && !List.of(url.getRawPath().split("/", -1)).contains("..")
                    && urls.stream().anyMatch(known -> below(url, known));
        } catch (java.net.URISyntaxException e) {
            return false;
        }
    }

    private static boolean below(URI url, URI known) {
        return lower(url.getScheme()).equals(lower(known.getScheme()))
                && lower(url.getHost()).equals(lower(known.getHost()))
                && port(url) == port(known)
                && url.getRawPath().startsWith(known.getRawPath());
    }

    private static int port(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return lower(url.getScheme()).equals("https") ? 443 : 80;
    }

    private static String lower(String text) {
        return Objects.requireNonNullElse(text, "").toLowerCase(Locale.ROOT);
    }
}
