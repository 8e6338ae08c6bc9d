package dev.hazir.host.admin.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the host is reached.
 *
 * @param listeners where it listens
 * @param names under which operators are answered, beside addresses
 * @param hosts of them those that were configured
 * @param proxies whose word counts
 * @param adminPort where operators have a port of their own, as configured, or empty
 * @param tls whether connections are encrypted
 * @param managed whether the host writes the file of the certificate
 * @param file of the certificate
 * @param certificate in use, or ready to be used when TLS is on; null when there is none
 * @param failure why the file cannot be used as it is now, or empty
 * @param pending keys whose values in the file differ from those with which the host runs
 */
public record NetworkJson(
        List<Listener> listeners,
        List<String> names,
        List<String> hosts,
        List<String> proxies,
        String adminPort,
        boolean tls,
        boolean managed,
        String file,
        @Nullable CertificateJson certificate,
        String failure,
        List<ConfigDesk.Pending> pending) {

    /**
     * One address where the host listens.
     *
     * @param side {@code all}, {@code applets} or {@code operators}
     * @param bind the address, as configured
     * @param url one that works on this machine
     */
    public record Listener(String side, String bind, int port, String url) {}
}
