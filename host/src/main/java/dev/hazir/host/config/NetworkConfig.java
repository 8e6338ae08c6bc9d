package dev.hazir.host.config;

import java.util.List;
import java.util.Optional;

/**
 * How the host is reached, beside the address and number of its web port.
 *
 * @param hosts names under which operators reach it, in small letters; one that begins with {@code *.} stands for all below
 * @param proxies whose word counts about the clients that they speak for
 * @param tls whether connections are encrypted, and with what
 * @param admin where the side of operators listens alone, or empty when it shares the web port
 */
public record NetworkConfig(List<String> hosts, List<AddressRange> proxies, Tls tls, Optional<PortAddress> admin) {

    public NetworkConfig {
        hosts = List.copyOf(hosts);
        proxies = List.copyOf(proxies);
    }

    /**
     * Encryption of the web port, and of the port of operators.
     *
     * @param certificate a file with the certificate and its chain, perhaps with the key
     * @param key a file with the key, or empty when it is with the certificate
     */
    public record Tls(boolean on, String certificate, String key) {}
}
