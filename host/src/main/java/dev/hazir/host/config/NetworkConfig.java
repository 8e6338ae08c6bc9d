package dev.hazir.host.config;

import java.util.List;
import java.util.Optional;

/**
 * How the host is reached, beside the address and number of its web port.
 *
 * @param hosts names under which operators reach it, in small letters; one that begins with {@code *.} stands for all below
 * @param admin where the side of operators listens alone, or empty when it shares the web port
 */
public record NetworkConfig(List<String> hosts, Optional<PortAddress> admin) {

    public NetworkConfig {
        hosts = List.copyOf(hosts);
    }
}
