package dev.hazir.host.lifecycle;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the machine is called, so that operators of several hosts see which one they have before them. */
public final class MachineName {

    private static final Path FILE = Path.of("/etc/hostname");

    private volatile @Nullable String known;

    /** Without its domain, or empty when nothing says it. */
    public String text() {
        return whole().split("[.]", 2)[0];
    }

    /** As the machine has it, perhaps with a domain; empty when nothing says it. Asked once, which may take a while. */
    public String whole() {
        String name = known;
        if (name == null) {
            name = Optional.ofNullable(System.getenv("HOSTNAME"))
                    .or(() -> Optional.ofNullable(System.getenv("COMPUTERNAME")))
                    .or(MachineName::written)
                    .or(MachineName::resolved)
                    .map(String::strip)
                    .orElse("");
            known = name;
        }
        return name;
    }

    private static Optional<String> written() {
        try {
            return Files.exists(FILE) ? Optional.of(Files.readString(FILE)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // the network may know
        }
    }

    private static Optional<String> resolved() {
        try {
            return Optional.of(InetAddress.getLocalHost().getHostName());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
